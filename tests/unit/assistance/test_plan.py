"""The plan of one household: given what happened, when somebody acts, then this is recorded."""

import pytest
from msgspec.structs import asdict, replace

from contracts.assistance import HelperNamed, PlanApproved
from kernel.errors import DomainError, UnknownEvent
from kernel.personal import Withheld
from services.assistance.domain.commands import ApprovePlan, NameHelper, OpenPlan
from services.assistance.domain.events import FactDropped, FundEstablished, HelperOverdue, PlanClosed
from services.assistance.domain.plan import PLAN, decisions, evolve
from services.assistance.domain.plan.states import Approved, NoPlan
from tests.unit.assistance.given import DIBAO, DRAFTED, FILE, FUND, TODAY, TUITION, after

OPENED = [FILE, DRAFTED]
OPEN = OpenPlan(**asdict(FILE), profile_version="v1", measures=(TUITION, DIBAO))
HELPER = NameHelper(unit="示例单位", name="王示例", phone="0754-0000 1234")
NAMED = HelperNamed(unit="示例单位", helper="王示例", phone="0754-0000 1234")
CLOSED = PlanClosed(reason="exit", closed_on=TODAY)


def test_an_opened_file_gets_one_plan() -> None:
    assert decisions.open_plan(OPEN, after(PLAN, [])) == OPENED
    assert decisions.open_plan(OPEN, after(PLAN, OPENED)) == []


def test_a_helper_is_named_and_replaced_and_naming_again_changes_nothing() -> None:
    assert decisions.name_helper(HELPER, after(PLAN, OPENED)) == [NAMED]
    assert decisions.name_helper(HELPER, after(PLAN, [*OPENED, NAMED])) == []
    other = NameHelper(unit="示例单位", name="李示例", phone="0754-0000 1235")
    assert decisions.name_helper(other, after(PLAN, [*OPENED, NAMED])) == [
        HelperNamed(unit="示例单位", helper="李示例", phone="0754-0000 1235")
    ]


def test_a_missing_helper_is_noted_only_while_there_is_none() -> None:
    assert decisions.helper_overdue(TODAY, after(PLAN, OPENED)) == [HelperOverdue(due_on=TODAY)]
    assert decisions.helper_overdue(TODAY, after(PLAN, [*OPENED, NAMED])) == []
    for so_far in ([HelperOverdue(due_on=TODAY)], [HelperOverdue(due_on=TODAY), PlanApproved(measures=())]):
        assert decisions.helper_overdue(TODAY, after(PLAN, [*OPENED, *so_far])) == []
    assert decisions.helper_overdue(TODAY, after(PLAN, [*OPENED, CLOSED])) == []


def test_a_plan_is_approved_once() -> None:
    command = ApprovePlan(measures=("tuition_aid", "dibao"), paid=("tuition_aid",))
    approved = decisions.approve(command, after(PLAN, OPENED))
    assert approved == [PlanApproved(measures=("tuition_aid", "dibao"))]
    state = after(PLAN, [*OPENED, *approved])
    assert isinstance(state, Approved)
    with pytest.raises(DomainError, match="plan_already_approved"):
        decisions.approve(command, state)


def test_what_is_paid_to_another_is_never_put_on_the_households_account() -> None:
    premium = replace(TUITION, id="hospital_insurance", aid_kind="insurance_premium", recipient="insurer")
    opened = [FILE, replace(DRAFTED, measures=(premium,))]
    with pytest.raises(DomainError, match="measure_pays_another"):
        decisions.approve(ApprovePlan(measures=(premium.id,), paid=(premium.id,)), after(PLAN, opened))
    unpaid = ApprovePlan(measures=(premium.id,), paid=())
    assert decisions.approve(unpaid, after(PLAN, opened)) == [PlanApproved(measures=(premium.id,))]


@pytest.mark.parametrize(
    ("measures", "paid", "code"),
    [
        (("a_castle",), (), "measure_unknown"),
        (("dibao",), ("tuition_aid",), "measure_not_chosen"),
        (("dibao",), ("dibao",), "measure_is_not_money"),
    ],
)
def test_money_goes_only_to_chosen_measures_of_money(
    measures: tuple[str, ...], paid: tuple[str, ...], code: str
) -> None:
    with pytest.raises(DomainError, match=code):
        decisions.approve(ApprovePlan(measures=measures, paid=paid), after(PLAN, OPENED))


def test_a_closed_plan_takes_nothing_more() -> None:
    closed = after(PLAN, [*OPENED, CLOSED])
    assert decisions.close("exit", TODAY, after(PLAN, OPENED)) == [CLOSED]
    assert decisions.close("exit", TODAY, closed) == []
    with pytest.raises(DomainError, match="plan_closed"):
        decisions.name_helper(HELPER, closed)


def test_a_plan_whose_measures_are_shredded_is_not_approved() -> None:
    shredded = after(PLAN, [FILE, replace(DRAFTED, measures=Withheld.ERASED)])
    with pytest.raises(DomainError, match="household_erased"):
        decisions.approve(ApprovePlan(measures=("dibao",), paid=()), shredded)


def test_a_dropped_fact_leaves_no_plan_and_an_unknown_one_is_not_hidden() -> None:
    assert after(PLAN, [FactDropped(fact="FileOpened")]) == NoPlan()
    event: FundEstablished = FUND
    with pytest.raises(UnknownEvent):
        evolve(after(PLAN, OPENED), event)
