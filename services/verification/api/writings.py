"""What agencies answered about a household, and where each sealed part of verification's events is read."""

from typing import Final

from fastapi import APIRouter

from chassis import writings
from chassis.resources import Resources
from chassis.writings import Table, Written
from kernel.writings import WritingKind
from services.verification.domain import events
from services.verification.projections import kept_by

_VALUES: Final = ("item", "agency", "received_on", "records")
_SETTLED: Final = ("contradiction", "stands", "by", "reason")

WRITTEN: Final[Table] = {
    events.AnswerRecorded: Written(WritingKind.AGENCY_ANSWER, (*_VALUES, "came_by")),
    events.AnswerContradicted: Written(WritingKind.CONTRADICTING_ANSWER, (*_VALUES, "came_by")),
    events.SettlementProposed: Written(WritingKind.CONTRADICTION_SETTLEMENT, _SETTLED),
    events.SettlementDeclined: Written(WritingKind.DECLINED_SIGNATURE, ("contradiction", "reason")),
    events.ContradictionSettled: Written(WritingKind.CONTRADICTION_SETTLEMENT, _SETTLED),
    events.AnswerCameLate: Written(WritingKind.LATE_ANSWER, (*_VALUES, "came_by")),
    events.AnswerCorrected: Written(WritingKind.CORRECTED_ANSWER, _VALUES),
    events.AnswerWithdrawn: Written(WritingKind.WITHDRAWN_ANSWER, ("item", "agency", "received_on")),
    events.AnswerQuarantined: Written(WritingKind.QUARANTINED_ANSWER, ("item", "agency", "received_on")),
    events.AgencyPushed: Written(WritingKind.AGENCY_PUSH, (*_VALUES, "person")),
    events.AgencyDeclined: Written(WritingKind.DECLINED_ANSWER, ("item", "agency", "received_on", "reason")),
}

_SIGNED_BODY: Final = "POST /v1/households/{household}/answers/{event}/signed-body"
_EVIDENCE: Final = "POST /v1/households/{household}/evidence"

_OFFICES: Final = "of a place: GET /v1/directory/offices and /waiting"

READ_ELSEWHERE: Final = {
    "AnswerRecorded.raw": _SIGNED_BODY,
    "AnswerContradicted.raw": _SIGNED_BODY,
    "AnswerCameLate.raw": _SIGNED_BODY,
    "AnswerCorrected.raw": _SIGNED_BODY,
    "AnswerWithdrawn.raw": _SIGNED_BODY,
    "AnswerQuarantined.raw": _SIGNED_BODY,
    "AgencyDeclined.raw": _SIGNED_BODY,
    "AgencyPushed.raw": _SIGNED_BODY,
    "AgenciesContradicted.difference": "GET /v1/households/{household}/contradictions",
    "QuestionSent.raw": _EVIDENCE,
    "QuestionSent.ack": _EVIDENCE,
    "QuestionSent.purpose": "a code: the evidence file",
    "InquiryOpened.declared": "GET /v1/households/{household}/report; as declared: intake's unmask",
    "InquiryOpened.hashes": "nowhere: keyed hashes of what was asked, which tell a reader nothing",
    "AnswerReplaced.records": "the push (agency_push), or the answer of the earlier round, that it came from",
    "InquiryOpened.earlier": "the answer (agency_answer) of the round in which it came",
    "ReportCompleted.comparisons": "GET /v1/households/{household}/report",
    "ReportCompleted.facts": "GET /v1/households/{household}/report",
    "QuestionRefused.reason": "a code: the timeline",
    "AgencyKeyProposed.reason": "GET /v1/agency-keys",
    "AgencyKeySet.reason": "GET /v1/agency-keys",
    "AnswerRefused.reason": "a code: the timeline",
    "OfficeProposed.name": _OFFICES,
    "OfficeProposed.url": _OFFICES,
    "OfficeProposed.source": _OFFICES,
    "OfficeSet.name": _OFFICES,
    "OfficeSet.url": _OFFICES,
    "OfficeSet.source": _OFFICES,
    "InquiryStopped.reason": "a code: the timeline",
}


def router(resources: Resources) -> APIRouter:
    return writings.router(resources, kept_by, WRITTEN)
