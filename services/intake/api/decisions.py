"""What people decide about a household: review, objection, a blocked opening, its number, its closing."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from chassis.http.answers import answer
from chassis.http.conditional import IfMatch, RequiredIfMatch
from chassis.http.idempotency import Claim
from chassis.http.principal import Principal, require
from chassis.resources import Resources
from services.intake.api.bodies import (
    BlockSettlementBody,
    ClosingBody,
    DecisionBody,
    FileNumberBody,
    FindingBody,
    ObjectionBody,
)
from services.intake.handlers import closing, opening, reviewing

Reviewer = Annotated[Principal, Depends(require("reviewer"))]
Worker = Annotated[Principal, Depends(require("case_worker", "reviewer"))]
Anyone = Annotated[Principal, Depends(require("portal", "case_worker", "reviewer"))]


def router(here: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/households/{household}", tags=["审核 · decisions"])

    @routes.post("/decision")
    def decide(
        household: str, body: DecisionBody, claim: Claim, principal: Reviewer, seen: RequiredIfMatch
    ) -> Response:
        """Approve (posts the notice), reject with a clause, or return for papers."""
        reason = body.reason or ""
        match body.decision:
            case "approve":
                done = reviewing.approve(here, principal, claim, household, seen, body.category, reason)
            case "reject":
                done = reviewing.reject(here, principal, claim, household, seen, body.clause or "", reason)
            case "return":
                done = reviewing.send_back(here, principal, claim, household, seen, tuple(body.papers or ()))
        return answer(done)

    @routes.post("/finding")
    def find(household: str, body: FindingBody, claim: Claim, principal: Reviewer, seen: RequiredIfMatch) -> Response:
        """认定: that life is difficult, or that what happened was major; the household is judged again with it."""
        said = {"difficulty_found": body.difficulty_found, "event_major": body.event_major}
        found = {name: value for name, value in said.items() if value is not None}
        return answer(reviewing.find(here, principal, claim, household, seen, found, body.reason))

    @routes.post("/objection")
    def object_to(household: str, body: ObjectionBody, claim: Claim, principal: Anyone, seen: IfMatch) -> Response:
        """Against a posted notice: everything is verified again, then a fresh notice."""
        return answer(opening.object_to(here, principal, claim, household, seen, body.text))

    @routes.post("/block-settlement")
    def settle(household: str, body: BlockSettlementBody, claim: Claim, principal: Reviewer, seen: IfMatch) -> Response:
        """A member is in another open file: try again, drop the member, or reject."""
        if body.action == "reject":
            return answer(opening.reject_blocked(here, principal, claim, household, seen, body.reason))
        dropped = tuple(dict.fromkeys(body.members)) if body.action == "drop_member" else None
        return answer(opening.settle(here, principal, claim, household, seen, dropped, body.reason))

    @routes.post("/file-number")
    def record_number(household: str, body: FileNumberBody, claim: Claim, principal: Worker, seen: IfMatch) -> Response:
        """录入 confirmed: the number in the national system."""
        return answer(closing.record_number(here, principal, claim, household, seen, body.number, body.recorded_on))

    @routes.post("/closing")
    def close(household: str, body: ClosingBody, claim: Claim, principal: Reviewer, seen: IfMatch) -> Response:
        """撤档: an exit is confirmed, or the household was found not eligible."""
        return answer(closing.close(here, principal, claim, household, seen, body.reason, body.text or ""))

    return routes
