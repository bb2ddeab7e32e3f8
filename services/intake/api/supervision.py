"""监督: what waits for a second signature, who saw what, whose applications are withdrawn again."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from chassis.http.cursor import Cursor, Limit, Page, decode, page
from chassis.http.principal import Principal, require
from chassis.http.refusals.errors import Problem
from chassis.http.values import Day
from kernel.calendar import start_of
from services.intake.api import shapes
from services.intake.handlers import accesses, names, views
from services.intake.projections import access_queries, queries
from services.intake.resources import Resources


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["supervision"])

    @routes.get(
        "/second-signatures", summary="待复核 · what waits for a second signature", response_model=Page[shapes.Waiting]
    )
    def second_signatures(
        principal: Annotated[Principal, Depends(require("reviewer"))], cursor: Cursor = None, limit: Limit = 50
    ) -> Page[dict[str, Any]]:
        """待复核: decisions and closings that the caller may sign second, by the applicant's masked name."""
        last = after("second signatures", cursor)
        with resources.store.reading() as connection:
            rows = queries.waiting_for_a_second_signature(
                connection, principal.org_path, principal.subject, last, limit + 1
            )
        called = names.of(resources, [row.household for row in rows[:limit]])
        return page("second signatures", rows, limit, lambda row: _waiting(row, called), lambda row: (row.household,))

    @routes.get(
        "/accesses", summary="查阅与查询记录 · who saw what, and who searched", response_model=Page[shapes.Looked]
    )
    def list_accesses(
        principal: Annotated[Principal, Depends(require("auditor"))],
        household: Annotated[str | None, Query(max_length=64, description="户编号 · the household's id")] = None,
        actor: Annotated[
            str | None,
            Query(max_length=255, description="查阅人（令牌的 sub） · who looked, by the subject of their token"),
        ] = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[dict[str, Any]]:
        """Who saw personal data, facts or reasons of which household, and who searched for whom (a token)."""
        listing = f"accesses {household} {actor}"
        asked = {"household": household, "actor": actor}
        with resources.store.reading() as connection:
            rows = access_queries.accesses(connection, principal.org_path, asked, after(listing, cursor), limit + 1)
        return page(listing, rows, limit, accesses.shown, lambda row: (row.id,))

    @routes.get("/unchanged-files", summary="一年未改 · open files that nobody touched for a year")
    def unchanged_files(
        principal: Annotated[Principal, Depends(require("case_worker", "reviewer", "auditor"))],
        before: Annotated[Day | None, Query(description="截止日，默认一年前 · a year ago unless given")] = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[shapes.UnchangedFile]:
        """The longest unchanged first, by the applicant's masked name. Taking a task is no change of the file; nor
        is what a service does of itself, such as a re-check at its term."""
        listing = f"unchanged files {before}"
        after = moment_and_id(listing, cursor)
        day = before or a_year_before(resources.today())
        with resources.store.reading() as connection:
            rows = queries.unchanged_since(connection, principal.org_path, start_of(day), after, limit + 1)
        called = names.of(resources, [row.household for row in rows[:limit]])
        return page(
            listing,
            rows,
            limit,
            lambda row: shapes.UnchangedFile(
                household=row.household,
                name=called.get(row.household),
                org_path=row.org_path,
                changed_at=row.changed_at,
            ),
            lambda row: (row.changed_at.isoformat(), row.household),
        )

    @routes.get(
        "/withdrawals", summary="撤回统计 · whose applications are taken back", response_model=Page[shapes.Withdrawals]
    )
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


def moment_and_id(listing: str, cursor: str | None) -> tuple[object, ...] | None:
    """A cursor of ours names an instant; anybody can write one that does not."""
    if cursor is None:
        return None
    at, household = decode(listing, cursor, str, str)
    try:
        if datetime.fromisoformat(str(at)).isoformat() == at:
            return at, str(household)
    except ValueError:
        pass
    raise Problem("cursor_invalid")


def a_year_before(day: date) -> date:
    """The same day of the year before; of 29 February the last of that month."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _waiting(row: queries.Waiting, called: Mapping[str, str | None]) -> dict[str, Any]:
    return {
        "household": row.household,
        "name": called.get(row.household),
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
