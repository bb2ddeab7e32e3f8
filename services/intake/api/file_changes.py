"""变更 and 复查: what changes in an open file, who approved it, and what a re-check comes to."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Response

from chassis.http.answers import answer
from chassis.http.call import Call, command
from chassis.http.cursor import Cursor, Limit, Page, page
from chassis.http.principal import STAFF, Principal, require
from chassis.http.shapes import Household
from services.intake.api import shapes
from services.intake.api.bodies import ChangeDecisionBody, RecheckBody, SignatureBody
from services.intake.api.supervision import after
from services.intake.form.change import ChangeForm
from services.intake.handlers import file_changes, names, recheck
from services.intake.projections import queries
from services.intake.resources import Resources

Proposing = Annotated[Call, Depends(command("portal", "case_worker", "reviewer", if_match="optional"))]
Deciding = Annotated[Call, Depends(command("reviewer", if_match="required"))]
Change = Annotated[str, Path(description="变更编号 · the change's id")]


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["changes"])

    @routes.post(
        "/households/{household}/changes",
        status_code=201,
        summary="提出变更 · propose a change of an open file",
        response_model=shapes.ChangeProposed,
    )
    def propose_change(household: Household, body: ChangeForm, call: Proposing) -> Response:
        """变更: one change of an open file. Phone and address take effect at once; the rest when another approves it.

        Answers {household, status, version, change}.
        """
        return answer(file_changes.propose(resources, call, household, body), 201)

    @routes.get(
        "/households/{household}/changes",
        summary="一户的变更 · the changes of a household",
        response_model=shapes.Changes,
    )
    def changes(household: Household, principal: Annotated[Principal, Depends(require(*STAFF))]) -> dict[str, Any]:
        """Every change that was proposed, and what became of it; the values are shown by unmasking alone."""
        return {"items": file_changes.listed(resources, principal, household)}

    @routes.post(
        "/households/{household}/changes/{change}/decision",
        summary="批准或退回变更 · approve or decline a change",
        response_model=shapes.HouseholdStands,
    )
    def decide_change(household: Household, change: Change, body: ChangeDecisionBody, call: Deciding) -> Response:
        """By another reviewer than who proposed it. A fact of the decision that it touches is checked again."""
        approve = body.decision == "approve"
        return answer(file_changes.decide(resources, call, household, change, approve, body.reason))

    @routes.post(
        "/households/{household}/recheck",
        summary="复查决定 · keep or close a file after its re-check",
        response_model=shapes.HouseholdStands,
    )
    def decide_recheck(household: Household, body: RecheckBody, call: Deciding) -> Response:
        """复查: the file is kept under a clause, in the proposed category or another; or it is to be closed.

        Against the proposal, on an incomplete report, or to close it, a second reviewer must sign.
        """
        if body.decision == "close":
            return answer(recheck.close(resources, call, household, body.clause, body.reason))
        return answer(recheck.keep(resources, call, household, body.category, body.clause, body.reason))

    @routes.post(
        "/households/{household}/recheck/second-signature",
        summary="复查决定的复核 · sign a re-check's decision second",
        response_model=shapes.HouseholdStands,
    )
    def sign_recheck(household: Household, body: SignatureBody, call: Deciding) -> Response:
        """复核 of a file that is kept; of one that is to be closed it is given at `closing/second-signature`."""
        if body.signature == "given":
            return answer(recheck.sign(resources, call, household))
        return answer(recheck.decline(resources, call, household, body.reason))

    @routes.get(
        "/changes", summary="待批准的变更 · changes that wait for approval", response_model=Page[shapes.ChangeWaiting]
    )
    def changes_waiting(
        principal: Annotated[Principal, Depends(require("reviewer"))], cursor: Cursor = None, limit: Limit = 50
    ) -> Page[dict[str, Any]]:
        """待批准变更: proposed changes that the caller may decide on, by the applicant's masked name."""
        with resources.store.reading() as connection:
            rows = queries.changes_that_wait(
                connection, principal.org_path, principal.subject, after("changes", cursor), limit + 1
            )
        called = names.of(resources, [row.household for row in rows[:limit]])
        return page("changes", rows, limit, lambda row: _waiting(row, called), lambda row: (row.change,))

    return routes


def _waiting(row: queries.WaitingChange, called: Mapping[str, str | None]) -> dict[str, Any]:
    return {
        "change": row.change,
        "household": row.household,
        "name": called.get(row.household),
        "org_path": row.org_path,
        "version": row.version,
        "kind": row.kind,
        "proposed_by": row.proposed_by,
        "since": row.since.isoformat(),
    }
