"""What is written in assistance about a household, and where each sealed or free text of its events is read."""

from typing import Final

from fastapi import APIRouter

from chassis import writings
from chassis.writings import Table, Written
from contracts import assistance as facts
from kernel.writings import WritingKind
from services.assistance.domain import events
from services.assistance.projections.queries import kept_by
from services.assistance.resources import Resources

WRITTEN: Final[Table] = {
    facts.HelperNamed: Written(WritingKind.HELPER, ("unit", "helper", "phone")),
    facts.PlanApproved: Written(WritingKind.PLAN, ("measures",)),
    facts.ReferralSent: Written(WritingKind.REFERRAL, ("referral", "measure", "agency", "due_on")),
    events.ReferralAnswered: Written(WritingKind.REFERRAL_ANSWER, ("referral", "outcome", "text")),
    events.MonthRecorded: Written(WritingKind.MONTH, ("month", "income", "relief", "hardship", "union_aid", "needs")),
    events.DifficultyJudged: Written(WritingKind.DIFFICULTY, ("finding", "reason")),
    events.WithdrawalExplained: Written(WritingKind.AID_WITHDRAWAL, ("act", "text")),
}

READ_ELSEWHERE: Final = {
    "FileChangeRecorded.payee": "the bank file of a payment batch, and nobody else",
    "FileRecorded.payee": "the bank file of a payment batch, and nobody else",
    "PlanDrafted.measures": "GET /v1/plans/{household}",
    "PlanRedrafted.measures": "GET /v1/plans/{household}",
    "ReliefReached.proof": "the months of GET /v1/plans/{household}; the figures are writings (month)",
    "ExitProposed.proof": "the months of GET /v1/plans/{household}; the figures are writings (month)",
    "AidWithdrawn.reason": "a code: the timeline",
    "PaymentReturned.reason": "the bank's code: the timeline",
    "PlanClosed.reason": "a code: the timeline",
    "ConsentRefused.reason": "a code: the timeline; the words stand in WithdrawalExplained",
    "FundEstablished.source": "of a fund: GET /v1/funds",
    "BudgetRaiseAsked.reason": "of a fund: GET /v1/funds/{fund}/raises",
    "BudgetRaised.reason": "of a fund: GET /v1/funds/{fund}/raises",
    "ParameterRecorded.source": "of a place: intake's GET /v1/parameters",
}


def router(resources: Resources) -> APIRouter:
    return writings.router(resources, kept_by, WRITTEN)
