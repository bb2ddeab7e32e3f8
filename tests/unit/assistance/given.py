"""Values that the tests of assistance's domain begin with."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from contracts.assistance import AidProposed, Measure, PlanDrafted
from kernel.decider import Decider
from kernel.period import Period
from services.assistance.domain import journal
from services.assistance.domain.commands import EstablishFund, Grant, Propose
from services.assistance.domain.events import BudgetCommitted, FileRecorded, FundEstablished, Payee
from services.assistance.domain.fund import Fund

TODAY = date(2026, 11, 2)
UNION = "44/4405/440507/longhu-dianzi"
CITY = "44/4405"
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))

FILE = FileRecorded(
    org_path=UNION,
    region="440507",
    profile="shantou-2016",
    category="1",
    opened_on=TODAY,
    applicant="person:a",
    members=("person:a", "person:b"),
    account="account:1",
    payee=Payee("示例银行", "6200000000000000001"),
)
TUITION = Measure(id="tuition_aid", means="money", clause="shantou §三(五)", aid_kind="tuition_aid")
DIBAO = Measure(id="dibao", means="referral", clause="shantou §三(五)", leads=("civil_affairs",))
DRAFTED = PlanDrafted(org_path=UNION, profile="shantou-2016", profile_version="v1", measures=(TUITION, DIBAO))

ESTABLISH = EstablishFund(
    name="送温暖资金", source="union_dues", year=2026, budget=100_000, uses=("living_subsidy",), org_path=CITY
)
FUND_ESTABLISHED = FundEstablished(
    name="送温暖资金", source="union_dues", year=2026, budget=100_000, uses=("living_subsidy",), org_path=CITY
)
FUND = Fund(name="帮扶资金", org_path=CITY, year=2026, uses=("living_subsidy",), budget=100_000)
PROPOSED = AidProposed(
    act="act-1",
    org_path=UNION,
    giver=CITY,
    kind="living_subsidy",
    period=NOVEMBER,
    amount=60_000,
    fund="fund-1",
    profile="shantou-2016",
    beneficiaries=("person:a", "person:b"),
    household_aid=True,
    account="account:1",
)
COMMITTED = BudgetCommitted(act="act-1", fund="fund-1", amount=60_000)
AS_PROPOSED = [PROPOSED, COMMITTED, journal.committed("fund-1", "act-1", 60_000)]


def propose(act: str = "act-1", free: int = 100_000, **changes: Any) -> Propose:
    """`changes` are those of the grant."""
    given: dict[str, Any] = {
        "kind": "living_subsidy",
        "period": NOVEMBER,
        "amount": 60_000,
        "fund": "fund-1",
        "beneficiaries": FILE.members,
    }
    grant = Grant(**{**given, **changes})
    return Propose(act=act, file=FILE, giver=CITY, grant=grant, free=free, today=TODAY, by="rui")


def after(decider: Decider[Any], events: Sequence[object]) -> Any:
    """The state that these events lead to."""
    return decider.after(decider.initial(), events)
