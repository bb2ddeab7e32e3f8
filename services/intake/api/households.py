"""What is shown of households: the work list, one of them masked, and unmasked for a reason."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Response

from chassis.http.conditional import set_etag
from chassis.http.cursor import Cursor, Limit, Page, decode, page
from chassis.http.principal import STAFF, Principal, require
from chassis.http.shapes import ONLY, Household
from services.intake.api import shapes
from services.intake.api.bodies import NameSearchBody, SearchBody, UnmaskBody
from services.intake.domain.household.states import Status
from services.intake.handlers import disclosure, explanation, names, views
from services.intake.projections import queries
from services.intake.resources import Resources

Flag = Literal["true", "false"]
Flagged = Literal["objection_unanswered", "objection_overdue", "review_overdue", "notice_not_shown", "exit_proposed"]
"""未答复异议, 异议答复逾期, 审核逾期, 公示未张贴, 建议脱困: what a file comes to here; what a flag tells of others is
for who decides."""
Seeing = Annotated[Principal, Depends(require(*STAFF))]


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["households"])

    @routes.get("/households", summary="家庭列表 · the work list of households", response_model=Page[shapes.Line])
    def work_list(
        principal: Seeing,
        status: Annotated[Status | None, Query(description=ONLY["status"])] = None,
        recheck_under_way: Annotated[
            Flag | None, Query(description="是否正在复查 · whether a re-check is under way")
        ] = None,
        flag: Annotated[Flagged | None, Query(description="只列有此提示的 · with this flag alone")] = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[dict[str, Any]]:
        """The caller's households in the order of their ids, by the applicant's masked name.

        `status` narrows it to one work list, as `recheck_under_way` does; `flag` to what a supervisor looks into.
        """
        listing = f"households {status} {recheck_under_way} {flag}"
        (after,) = decode(listing, cursor, str) if cursor else ("",)
        rechecked = None if recheck_under_way is None else recheck_under_way == "true"
        with resources.store.reading() as connection:
            asked = queries.Narrowed(status, rechecked, flag)
            rows = queries.work_list(connection, principal.org_path, asked, str(after or ""), limit + 1)
        called = names.of(resources, [row.household for row in rows[:limit]])
        return page(listing, rows, limit, _item_for(principal, called), lambda row: (row.household,))

    @routes.get(
        "/households/{household}",
        summary="一户详情（脱敏） · one household, masked",
        response_model=shapes.HouseholdShown,
        response_model_exclude_unset=True,
    )
    def read(household: Household, response: Response, principal: Seeing) -> dict[str, Any]:
        """One household; personal data masked. The ETag is what decisions send as If-Match."""
        version, shown = disclosure.masked(resources, principal, household)
        set_etag(response, version)
        return shown

    @routes.get(
        "/households/{household}/explanation",
        summary="说明理由 · why this category or none, and what would change it",
        response_model=shapes.Explanation,
    )
    def explain(
        household: Household,
        principal: Annotated[Principal, Depends(require("portal", *sorted(disclosure.SEES_FACTS)))],
    ) -> dict[str, Any]:
        """Why the household was proposed for this category or for none, and the smallest changes that would let it in.

        `chinese`: sentences to read aloud; `explanation`: the same as data. A portal reads those of its own
        applications, without what agencies told: `explanation` is null then.
        """
        return explanation.explain(resources, principal, household)

    @routes.post(
        "/households/{household}/unmask",
        summary="查看个人信息 · the personal data, for a reason on record",
        response_model=shapes.Unmasked,
        response_model_exclude_unset=True,
    )
    def unmask(
        household: Household,
        body: UnmaskBody,
        principal: Annotated[Principal, Depends(require("unmask"))],
    ) -> dict[str, Any]:
        """The personal data, for a reason that stays on record beside the caller's name, each time."""
        return disclosure.unmasked(resources, principal, household, body.reason)

    @routes.post(
        "/search", summary="按身份证号查询 · find a person's households by ID number", response_model=shapes.Lines
    )
    def search(
        body: SearchBody, principal: Annotated[Principal, Depends(require("portal", "case_worker", "reviewer"))]
    ) -> dict[str, Any]:
        """Households of the person with this ID number, found by token. A question, so it needs no key.

        On record each time, and limited: so many an hour and a day for one who asks.
        """
        return _listed(principal, disclosure.search(resources, principal, body.id_number))

    @routes.post(
        "/search/by-name", summary="按姓名查询 · find households by a member's name", response_model=shapes.Lines
    )
    def search_by_name(
        body: NameSearchBody, principal: Annotated[Principal, Depends(require("case_worker", "reviewer"))]
    ) -> dict[str, Any]:
        """Households on their way or open, a member of which has this whole name, 50 at most. It needs no key.

        On record each time, and limited: so many an hour and a day for one who asks.
        """
        return _listed(principal, disclosure.search_by_name(resources, principal, body.name))

    def _listed(principal: Principal, found: list[queries.Household]) -> dict[str, Any]:
        called = names.of(resources, [row.household for row in found])
        return {"items": list(map(_item_for(principal, called), found))}

    return routes


def _item_for(principal: Principal, called: Mapping[str, str | None]) -> Callable[[queries.Household], dict[str, Any]]:
    """`called`: the applicants' masked names."""

    def item(row: queries.Household) -> dict[str, Any]:
        return {
            "household": row.household,
            "name": called.get(row.household),
            "org_path": row.org_path,
            "region": row.region,
            "status": row.status,
            "version": row.version,
            "proposal": row.proposal,
            "flags": views.flags(row, principal),
            "recheck_due_on": row.recheck_due_on.isoformat() if row.recheck_due_on else None,
            "recheck_under_way": row.rechecked,
            "category": row.category,
            "submitted_on": row.submitted_on.isoformat() if row.submitted_on else None,
            "opened_on": row.opened_on.isoformat() if row.opened_on else None,
        }

    return item
