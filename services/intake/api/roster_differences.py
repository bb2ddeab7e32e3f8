"""排查差异: what a roster came to, what it says otherwise than the files, and what a reviewer makes of it."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import Field

from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.call import Call, command
from chassis.http.cursor import Cursor, Limit, Page, page
from chassis.http.principal import STAFF, Principal, require
from chassis.http.refusals.errors import Problem
from services.intake.api import survey_shapes as shapes
from services.intake.api.bodies import SaidText
from services.intake.api.supervision import after
from services.intake.api.survey_shapes import Outcome, Settlement
from services.intake.domain.events import DifferenceKind
from services.intake.handlers import difference_views, roster_differences
from services.intake.projections import survey_queries
from services.intake.projections.survey_queries import Filters, Roster
from services.intake.resources import Resources

Seeing = Annotated[Principal, Depends(require(*STAFF))]
RosterId = Annotated[str, Path(description="登记表编号 · the roster's id, as its import was answered")]
Id = Annotated[str, Field(min_length=1, max_length=64)]


class DifferencesBody(Body):
    """Which of a roster's waiting differences are meant: by `outcome`, `field`, `union` or `ids`, all of which hold."""

    decision: Annotated[
        Literal["take", "leave"], Field(description="采纳或留置 · take into the file, or leave as it is")
    ]
    reason: Annotated[SaidText, Field(description="理由，密封保存 · why; kept sealed")]
    outcome: Annotated[Outcome | None, Field(description="比对结果 · what the row came to")] = None
    field: Annotated[DifferenceKind | None, Field(description="差异事项 · what the difference is about")] = None
    union: Annotated[
        str | None, Field(max_length=200, description="档案所属工会的路径 · path of the union whose files they are")
    ] = None
    ids: Annotated[
        list[Id] | None, Field(min_length=1, max_length=500, description="差异编号 · ids of single differences")
    ] = None
    after: Annotated[
        str, Field(max_length=64, description="上一次答复的 next · `next` of the answer before, to go on behind it")
    ] = ""


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["rosters"])

    @routes.get("/rosters", summary="登记表列表 · the rosters that were imported", response_model=Page[shapes.Roster])
    def rosters(principal: Seeing, cursor: Cursor = None, limit: Limit = 50) -> Page[dict[str, Any]]:
        """Imports that changed anything, with what they came to."""
        with resources.store.reading() as sql:
            rows = survey_queries.rosters(sql, principal.org_path, after("rosters", cursor), limit + 1)
        return page("rosters", rows, limit, lambda row: _roster(row, principal), lambda row: (row.roster,))

    @routes.get(
        "/rosters/{roster}", summary="登记表比对情况 · what a roster came to", response_model=shapes.RosterStands
    )
    def roster_stands(roster: RosterId, principal: Seeing) -> dict[str, Any]:
        """Counts of its rows, and how many differences of which kind wait, were taken, left or overtaken."""
        with resources.store.reading() as sql:
            found = _found(survey_queries.roster(sql, principal.org_path, roster))
            counts = survey_queries.waiting_by_kind(sql, principal.org_path, roster)
        differences = [
            {"outcome": outcome, "kind": kind, "status": status, "count": count}
            for outcome, kind, status, count in counts
        ]
        return {**_roster(found, principal), "differences": differences}

    @routes.get(
        "/rosters/{roster}/differences",
        summary="登记表与档案的差异 · what a roster says otherwise",
        response_model=Page[shapes.Difference],
    )
    def differences(
        roster: RosterId,
        principal: Seeing,
        outcome: Annotated[Outcome | None, Query(description="比对结果 · what the row came to")] = None,
        field: Annotated[DifferenceKind | None, Query(description="差异事项 · what it is about")] = None,
        union: Annotated[str | None, Query(max_length=200, description="档案所属工会 · whose files they are")] = None,
        status: Annotated[Settlement | None, Query(description="处理情况 · what became of it")] = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[dict[str, Any]]:
        """Of files that the caller may see; names, numbers and addresses masked. Values are for who sees facts."""
        filters = Filters(outcome, field, union, status)
        listing = f"differences {roster} {outcome} {field} {union} {status}"
        with resources.store.reading() as sql:
            _found(survey_queries.roster(sql, principal.org_path, roster))
            rows = survey_queries.differences(
                sql, principal.org_path, roster, filters, after(listing, cursor), limit + 1
            )
        items = difference_views.shown(resources, principal, rows[:limit])
        shown = {item["difference"]: item for item in items}
        return page(listing, rows, limit, lambda row: shown[row.difference], lambda row: (row.difference,))

    @routes.post(
        "/rosters/{roster}/differences/decisions",
        summary="处理差异 · take differences, or leave them",
        response_model=shapes.DifferencesSettled,
    )
    def decide_differences(
        roster: RosterId, body: DifferencesBody, call: Annotated[Call, Depends(command("reviewer"))]
    ) -> Response:
        """By another person than who imported. At most 500 households in one request; `next` says where to go on.

        Answers {taken, left, stale, waiting, refused: [{difference, code, texts, next}], next}. `stale`: something else
        changed the file since, and the difference was not applied.
        """
        if not (body.outcome or body.field or body.union or body.ids):
            raise Problem("differences_meant")
        filters = Filters(body.outcome, body.field, body.union, "waiting", body.ids)
        return answer(
            roster_differences.decide(resources, call, roster, body.decision, filters, body.after, body.reason)
        )

    return routes


def _found(roster: Roster | None) -> Roster:
    if roster is None:
        raise Problem("not_found")
    return roster


def _roster(row: Roster, principal: Principal) -> dict[str, Any]:
    """What a roster of others came to as a whole is theirs to know."""
    return {
        "roster": row.roster,
        "org_path": row.org_path,
        "imported_by": row.imported_by,
        "imported_at": row.imported_at.isoformat(),
        "complete_for": row.complete_for,
        "counts": row.counts if principal.covers(row.org_path) else None,
    }
