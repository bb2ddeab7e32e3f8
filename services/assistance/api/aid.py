"""Acts of aid: proposed by a covering union, shown, taken back."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from pydantic import Field

from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.cursor import Cursor, Limit, Page
from chassis.http.values import Bill, Day, Id, Line, Yuan
from kernel import period
from kernel.aid_kinds import AidKind
from services.assistance.api.lists import Anyone, Reviewer, found, listed
from services.assistance.domain.act.states import Status
from services.assistance.handlers import consent as consents
from services.assistance.handlers import proposals, withdrawal
from services.assistance.resources import Resources


class ProposalForm(Body):
    """`beneficiaries`: person tokens, or "household" for all its members; `bill`: the number on the paper."""

    kind: AidKind
    fund: Id
    amount: Yuan
    first: Day
    last: Day
    beneficiaries: Literal["household"] | Annotated[list[Id], Field(min_length=1, max_length=20)] = "household"
    bill: Bill | None = None


class WithdrawalForm(Body):
    reason: Line


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["aid"])

    @routes.post("/plans/{household}/aid", summary="申报救助 · propose aid", operation_id="propose_aid")
    def propose(household: str, form: ProposalForm, call: Reviewer) -> Response:
        named = None if form.beneficiaries == "household" else tuple(dict.fromkeys(form.beneficiaries))
        wish = proposals.Wish(
            kind=form.kind.value,
            fund=form.fund,
            amount=form.amount,
            period=period.of_aid(form.first, form.last, resources.today()),
            beneficiaries=named,
            bill=form.bill,
        )
        return answer(proposals.propose_aid(resources, call, household, wish))

    @routes.get("/acts", summary="救助 · acts of aid", operation_id="list_acts")
    def list_acts(
        principal: Anyone,
        status: Status | None = None,
        household: Id | None = None,
        fund: Id | None = None,
        cursor: Cursor = None,
        limit: Limit = 100,
    ) -> Page[dict[str, Any]]:
        return listed(resources, principal, "acts", cursor, limit, status=status, household=household, fund=fund)

    @routes.get("/acts/{act}", summary="一笔救助 · one act of aid", operation_id="read_act")
    def read_act(act: str, principal: Anyone) -> dict[str, Any]:
        return found(resources, principal, "acts", act)

    @routes.post("/acts/{act}/consent", summary="同意使用资金 · the keeper agrees", operation_id="consent_to_act")
    def consent(act: str, call: Reviewer) -> Response:
        """By a reviewer of the union that keeps the fund; from then on the act is proposed, its budget committed."""
        return answer(consents.consent(resources, call, act))

    @routes.post("/acts/{act}/refusal", summary="不同意使用资金 · the keeper does not", operation_id="refuse_act")
    def refuse(act: str, form: WithdrawalForm, call: Reviewer) -> Response:
        return answer(consents.refuse(resources, call, act, form.reason))

    @routes.post("/acts/{act}/withdrawal", summary="撤回救助 · withdraw", operation_id="withdraw_act")
    def withdraw(act: str, form: WithdrawalForm, call: Reviewer) -> Response:
        return answer(withdrawal.withdraw(resources, call, act, form.reason))

    return routes
