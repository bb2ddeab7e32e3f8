"""Acts of aid: proposed by a covering union, shown, taken back."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field, StrictBool

from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.cursor import Cursor, Limit, Page
from chassis.http.shapes import ONLY, ActId, Household
from chassis.http.values import Bill, Day, Id, Line, Yuan
from kernel import period
from kernel.aid_kinds import AidKind
from services.assistance.api import shapes
from services.assistance.api.lists import Anyone, Reviewer, found, listed
from services.assistance.domain.act.states import Status
from services.assistance.handlers import consent as consents
from services.assistance.handlers import proposals, repayment, withdrawal
from services.assistance.resources import Resources


class ProposalForm(Body):
    """`beneficiaries`: person tokens, or "household" for all its members; `bill`: the number on the paper."""

    kind: AidKind = Field(description="救助种类 · the kind of aid", examples=["temporary_relief"])
    fund: Id = Field(description="资金编号 · the fund, by its id")
    amount: Yuan = Field(description="金额，元 · how much, in yuan")
    first: Day = Field(description="救助期间首日 · the first day of its period", examples=["2026-11-01"])
    last: Day = Field(description="救助期间末日（含） · its last day, included", examples=["2026-11-30"])
    beneficiaries: Literal["household"] | Annotated[list[Id], Field(min_length=1, max_length=20)] = Field(
        "household", description="受益人代号，或 household（全户） · person tokens, or the whole household"
    )
    bill: Bill | None = Field(None, description="票据号码 · the number on the bill")


class WithdrawalForm(Body):
    reason: Line = Field(description="理由，不写姓名和号码 · why; it names nobody")


class PaymentAgainForm(Body):
    """`same_account`: the account that the money came back from is right, such as after a failure at the bank."""

    reason: Line = Field(description="理由，不写姓名和号码 · why; it names nobody")
    same_account: StrictBool = Field(
        False, description="账户无误，仍付原账户 · the account is right all the same, and is paid to again"
    )


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["aid"])

    @routes.post(
        "/plans/{household}/aid",
        summary="申报救助 · propose aid",
        operation_id="propose_aid",
        response_model=shapes.ActProposed,
    )
    def propose(household: Household, form: ProposalForm, call: Reviewer) -> Response:
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
        status: Annotated[Status | None, Query(description=ONLY["status"])] = None,
        household: Annotated[Id | None, Query(description=ONLY["household"])] = None,
        fund: Annotated[Id | None, Query(description=ONLY["fund"])] = None,
        cursor: Cursor = None,
        limit: Limit = 100,
    ) -> Page[shapes.Act]:
        return listed(
            resources, principal, shapes.Act, "acts", cursor, limit, status=status, household=household, fund=fund
        )

    @routes.get("/acts/{act}", summary="一笔救助 · one act of aid", operation_id="read_act")
    def read_act(act: ActId, principal: Anyone) -> shapes.Act:
        return shapes.Act(**found(resources, principal, "acts", act))

    @routes.post(
        "/acts/{act}/consent",
        summary="同意使用资金 · the keeper agrees",
        operation_id="consent_to_act",
        response_model=shapes.ActStands,
    )
    def consent(act: ActId, call: Reviewer) -> Response:
        """By a reviewer of the union that keeps the fund; from then on the act is proposed, its budget committed."""
        return answer(consents.consent(resources, call, act))

    @routes.post(
        "/acts/{act}/refusal",
        summary="不同意使用资金 · the keeper does not",
        operation_id="refuse_act",
        response_model=shapes.ActStands,
    )
    def refuse(act: ActId, form: WithdrawalForm, call: Reviewer) -> Response:
        return answer(consents.refuse(resources, call, act, form.reason))

    @routes.post(
        "/acts/{act}/withdrawal",
        summary="撤回救助 · withdraw",
        operation_id="withdraw_act",
        response_model=shapes.ActStands,
    )
    def withdraw(act: ActId, form: WithdrawalForm, call: Reviewer) -> Response:
        return answer(withdrawal.withdraw(resources, call, act, form.reason))

    @routes.post(
        "/acts/{act}/payment-again",
        summary="退回款项重新发放 · pay again what the bank returned",
        operation_id="pay_act_again",
        response_model=shapes.ActPaidAgain,
    )
    def pay_again(act: ActId, form: PaymentAgainForm, call: Reviewer) -> Response:
        """The returned act is taken back and its like proposed, to the account as two people corrected it."""
        return answer(repayment.pay_again(resources, call, act, form.reason, same_account=form.same_account))

    return routes
