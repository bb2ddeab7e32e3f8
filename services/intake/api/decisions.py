"""What people decide about a household: review, objection, a blocked opening, its number, its closing."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from chassis.http.answers import answer
from chassis.http.call import Call, command
from chassis.http.refusals.errors import Problem
from chassis.http.shapes import Household
from services.intake.api.bodies import (
    BlockSettlementBody,
    ClosingBody,
    ContactBody,
    DecisionBody,
    FileNumberBody,
    FindingBody,
    ObjectionAnswerBody,
    ObjectionBody,
    SecondLookBody,
    SignatureBody,
)
from services.intake.api.shapes import HouseholdStands
from services.intake.form.checks import flaw
from services.intake.handlers import closing, notices, opening, reviewing
from services.intake.resources import Resources

SAYS = {"approve": {"category", "reason"}, "reject": {"clause", "reason"}, "return": {"papers", "reason"}}
"""What each decision is made of."""

Deciding = Annotated[Call, Depends(command("reviewer", if_match="required"))]
Reviewing = Annotated[Call, Depends(command("reviewer", if_match="optional"))]
Recording = Annotated[Call, Depends(command("case_worker", "reviewer", if_match="optional"))]
Objecting = Annotated[Call, Depends(command("portal", "case_worker", "reviewer", if_match="optional"))]


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/households/{household}", tags=["decisions"])

    @routes.post("/decision", summary="审核决定 · approve, reject or return for papers", response_model=HouseholdStands)
    def decide(household: Household, body: DecisionBody, call: Deciding) -> Response:
        """Approve (posts the notice), reject with a clause, or return for papers.

        Against the proposal, on an incomplete report or on the decider's own finding a second reviewer must sign.
        """
        _require_nothing_else(body)
        reason = body.reason or ""
        match body.decision:
            case "approve":
                done = reviewing.approve(resources, call, household, body.category, reason)
            case "reject":
                done = reviewing.reject(resources, call, household, body.clause or "", reason)
            case "return":
                done = reviewing.send_back(resources, call, household, tuple(body.papers or ()), reason)
        return answer(done)

    @routes.post(
        "/decision/second-signature",
        summary="复核决定 · sign a decision second, or decline",
        response_model=HouseholdStands,
    )
    def sign_decision(household: Household, body: SignatureBody, call: Deciding) -> Response:
        """复核: by another reviewer, under the law of this day. Declined, it is under review again."""
        if body.signature == "given":
            return answer(reviewing.sign(resources, call, household))
        return answer(reviewing.decline(resources, call, household, body.reason))

    @routes.post("/finding", summary="审核认定 · find what no agency answers", response_model=HouseholdStands)
    def find(household: Household, body: FindingBody, call: Deciding) -> Response:
        """认定: life is difficult, what happened was major, a cause is of the kind. The household is judged again."""
        sent = {"difficulty_found": body.difficulty_found, "event_major": body.event_major}
        found = {name: value for name, value in sent.items() if value is not None}
        found |= {f"of_the_kind_{cause}": value for cause, value in body.causes_of_the_kind.items()}
        found |= {f"of_the_event_kind_{cause}": value for cause, value in body.causes_of_the_event_kind.items()}
        return answer(reviewing.find(resources, call, household, found, body.reason))

    @routes.post("/objection", summary="公示异议 · object during the public notice", response_model=HouseholdStands)
    def object_to(household: Household, body: ObjectionBody, call: Objecting) -> Response:
        """Against a posted notice: everything is verified again; it is answered, then a fresh notice is posted."""
        return answer(opening.object_to(resources, call, household, body.text))

    @routes.post("/objection/answer", summary="答复异议 · answer an objection", response_model=HouseholdStands)
    def answer_objection(household: Household, body: ObjectionAnswerBody, call: Reviewing) -> Response:
        """By a reviewer who signed neither first nor second what is objected to, and did not bring the case in.

        A fresh notice is posted only when it is answered.
        """
        return answer(notices.answer_objection(resources, call, household, body.outcome, body.text))

    @routes.post(
        "/second-look",
        summary="依更正复看 · look again at what a corrected answer refused",
        response_model=HouseholdStands,
    )
    def look_again(household: Household, body: SecondLookBody, call: Reviewing) -> Response:
        """By a reviewer, when an agency's answer turned out otherwise after a refusal or closing that rested on it."""
        return answer(reviewing.look_again(resources, call, household, body.outcome, body.reason))

    @routes.post("/block-settlement", summary="处理建档冲突 · settle a blocked opening", response_model=HouseholdStands)
    def settle(household: Household, body: BlockSettlementBody, call: Reviewing) -> Response:
        """A member is in another open file: try again, drop the member, or reject."""
        if body.action == "reject":
            return answer(opening.reject_blocked(resources, call, household, body.reason))
        dropped = tuple(dict.fromkeys(body.members)) if body.action == "drop_member" else None
        return answer(opening.settle(resources, call, household, dropped, body.reason))

    @routes.post("/file-number", summary="登记档案编号 · record the file's number", response_model=HouseholdStands)
    def record_number(household: Household, body: FileNumberBody, call: Recording) -> Response:
        """录入 confirmed: the number in the national system."""
        return answer(closing.record_number(resources, call, household, body.number, body.recorded_on))

    @routes.post(
        "/contact-attempts", summary="登记联系 · record an attempt to reach them", response_model=HouseholdStands
    )
    def contact(household: Household, body: ContactBody, call: Recording) -> Response:
        """联系: on so many days (`contact_attempts`) nobody was reached before a file is closed as 失联."""
        return answer(closing.contact(resources, call, household, body.on, body.way, body.reached, body.note))

    @routes.post("/closing", summary="撤档 · close the file", response_model=HouseholdStands)
    def close(household: Household, body: ClosingBody, call: Reviewing) -> Response:
        """撤档: an exit is confirmed; or the household is not eligible any more, has moved away 调离, is out of reach
        失联, leaves at its own wish 自愿退出; or nobody is left of it 死亡.

        What rests on the closer's word or finding alone waits for a second reviewer's signature.
        """
        return answer(closing.close(resources, call, household, body.reason, body.text or ""))

    @routes.post(
        "/closing/second-signature",
        summary="复核撤档 · sign a closing second, or decline",
        response_model=HouseholdStands,
    )
    def sign_closing(household: Household, body: SignatureBody, call: Deciding) -> Response:
        """复核 of a closing, by another reviewer. Declined, the file stays open."""
        if body.signature == "given":
            return answer(closing.sign(resources, call, household))
        return answer(closing.decline(resources, call, household, body.reason))

    return routes


def _require_nothing_else(body: DecisionBody) -> None:
    """What a decision has no place for would be read by nobody: refused, so that it is said where it counts."""
    said = {name for name in ("category", "clause", "papers", "reason") if getattr(body, name)}
    if strange := sorted(said - SAYS[body.decision]):
        raise Problem("invalid_body", errors=tuple(flaw(f"#/{name}", "decision.field") for name in strange))
