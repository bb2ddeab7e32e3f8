"""监督: what waits for a second signature, who saw what, whose applications are withdrawn again."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from chassis.http.cursor import Cursor, Limit, Page, decode, page
from chassis.http.principal import Principal, require
from services.intake.handlers import accesses, views
from services.intake.projections import access_queries, queries
from services.intake.resources import Resources


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["监督 · supervision"])

    @routes.get("/second-signatures", summary="待复核 · what waits for a second signature")
    def second_signatures(
        principal: Annotated[Principal, Depends(require("reviewer"))], cursor: Cursor = None, limit: Limit = 50
    ) -> Page[dict[str, Any]]:
        """待复核: decisions and closings that the caller may sign second."""
        last = after("second signatures", cursor)
        with resources.store.reading() as connection:
            rows = queries.waiting_for_a_second_signature(
                connection, principal.org_path, principal.subject, last, limit + 1
            )
        return page("second signatures", rows, limit, _waiting, lambda row: (row.household,))

    @routes.get("/accesses", summary="查阅与查询记录 · who saw what, and who searched")
    def list_accesses(
        principal: Annotated[Principal, Depends(require("auditor"))],
        household: Annotated[str | None, Query(max_length=64)] = None,
        actor: Annotated[str | None, Query(max_length=255)] = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[dict[str, Any]]:
        """Who saw personal data, facts or reasons of which household, and who searched for whom (a token)."""
        listing = f"accesses {household} {actor}"
        asked = {"household": household, "actor": actor}
        with resources.store.reading() as connection:
            rows = access_queries.accesses(connection, principal.org_path, asked, after(listing, cursor), limit + 1)
        return page(listing, rows, limit, accesses.shown, lambda row: (row.id,))

    @routes.get("/withdrawals", summary="撤回统计 · whose applications are taken back")
    def withdrawals(
        principal: Annotated[Principal, Depends(require("reviewer", "auditor"))],
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[dict[str, Any]]:
        """Whose applications were taken back, counted: one that is sent to learn something is withdrawn again."""
        last = after("withdrawals", cursor)
        with resources.store.reading() as connection:
            rows = access_queries.withdrawals(connection, principal.org_path, list(views.ABOUT_OTHERS), last, limit + 1)
        return page("withdrawals", rows, limit, _withdrawals, lambda row: (row.applied_by,))

    return routes


def after(listing: str, cursor: str | None) -> str:
    (last,) = decode(listing, cursor, str) if cursor else ("",)
    return str(last or "")


def _waiting(row: queries.Waiting) -> dict[str, Any]:
    return {
        "household": row.household,
        "org_path": row.org_path,
        "version": row.version,
        "act": row.act,
        "grounds": row.grounds,
        "signed_by": row.signed_by,
        "since": row.since.isoformat(),
    }


def _withdrawals(row: access_queries.Withdrawals) -> dict[str, Any]:
    return {
        "applied_by": row.applied_by,
        "applications": row.applications,
        "withdrawn": row.withdrawn,
        "withdrawn_about_others": row.withdrawn_about_others,
    }
