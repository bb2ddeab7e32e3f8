"""Every event of assistance is told in the timeline and known to the read models."""

from chassis.work_list import events as work_list
from services.assistance.api.timeline import SUMMARIES
from services.assistance.bootstrap import CATALOGUE

NOT_ABOUT_A_HOUSEHOLD = {
    "jiekun.assistance.PaymentBatchClosed.v1",
    "jiekun.assistance.internal.ParameterRecorded.v1",
    "jiekun.assistance.internal.FundEstablished.v1",
    "jiekun.assistance.internal.Allotted.v1",
    "jiekun.assistance.internal.BudgetRaiseAsked.v1",
    "jiekun.assistance.internal.BudgetRaised.v1",
    "jiekun.assistance.internal.BatchCheckRecorded.v1",
    "jiekun.assistance.internal.BankResultRecorded.v1",
    "jiekun.assistance.internal.BatchSettled.v1",
    "jiekun.assistance.internal.BankFileShown.v1",
    *work_list.events_of("assistance"),  # told by `chassis.work_list.words`
}


def test_every_event_about_a_household_has_its_two_sentences() -> None:
    assert set(SUMMARIES) == set(CATALOGUE) - NOT_ABOUT_A_HOUSEHOLD
