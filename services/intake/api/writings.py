"""What people wrote in intake about a household, and where each sealed or free text of its events is read."""

from typing import Final

from fastapi import APIRouter

from chassis import writings
from chassis.writings import Table, Written
from contracts import intake as facts
from kernel.writings import WritingKind
from services.intake.domain import events
from services.intake.projections.queries import organisation_of
from services.intake.resources import Resources

WRITTEN: Final[Table] = {
    facts.ApplicationWithdrawn: Written(WritingKind.WITHDRAWAL, ("reason",)),
    facts.ConsentWithdrawn: Written(WritingKind.CONSENT_WITHDRAWAL, ("reference", "persons", "reason")),
    facts.ApplicationApproved: Written(WritingKind.APPROVAL, ("category", "reason")),
    facts.ApplicationRejected: Written(WritingKind.REJECTION, ("clause", "reason")),
    facts.ApplicationReturned: Written(WritingKind.RETURN, ("papers", "reason")),
    facts.ObjectionRaised: Written(WritingKind.OBJECTION, ("round", "objection")),
    events.ObjectionAnswered: Written(WritingKind.OBJECTION_ANSWER, ("round", "outcome", "text")),
    events.LookedAgain: Written(WritingKind.SECOND_LOOK, ("outcome", "reason")),
    events.NoticeShown: Written(WritingKind.NOTICE, ("sheet", "shown_on", "place", "photo")),
    events.NoticeTakenDown: Written(WritingKind.NOTICE, ("sheet", "taken_down_on", "photo")),
    events.FindingMade: Written(WritingKind.FINDING, ("found", "reason")),
    events.VisitRecorded: Written(WritingKind.VISIT, ("visit", "method", "on", "companion", "found", "words")),
    events.VisitDeclined: Written(WritingKind.VISIT, ("visit", "reason")),
    events.DecisionProposed: Written(WritingKind.FIRST_SIGNATURE, ("decision", "category", "clause", "reason")),
    events.SignatureDeclined: Written(WritingKind.DECLINED_SIGNATURE, ("reason",)),
    events.MemberDropped: Written(WritingKind.SETTLEMENT, ("members", "reason")),
    events.ClosingProposed: Written(WritingKind.CLOSING, ("closing", "text")),
    events.ContactAttempted: Written(WritingKind.CONTACT, ("on", "way", "reached", "note")),
    events.ClosingExplained: Written(WritingKind.CLOSING, ("reason", "text")),
    events.ChangeProposed: Written(WritingKind.CHANGE, ("change", "kind", "persons", "on", "reason")),
    events.ChangeDecided: Written(WritingKind.CHANGE, ("change", "decision", "reason")),
    events.MoveProposed: Written(WritingKind.MOVE, ("move", "to_org_path", "reason", "text")),
    events.MoveDeclined: Written(WritingKind.MOVE, ("move", "outcome", "reason")),
    events.RearrangementProposed: Written(
        WritingKind.REARRANGEMENT, ("rearrangement", "kind", "into", "persons", "same", "relations", "reason")
    ),
    events.RearrangementDecided: Written(WritingKind.REARRANGEMENT, ("rearrangement", "decision", "reason")),
    events.DuplicateDecided: Written(WritingKind.DUPLICATE, ("decision", "reason")),
    events.KeepingProposed: Written(WritingKind.RECHECK, ("category", "clause", "reason")),
    events.DifferencesDecided: Written(WritingKind.CHANGE, ("taken", "left", "reason")),
    facts.FileKept: Written(WritingKind.RECHECK, ("category", "clause", "reason")),
    events.AttachmentAdded: Written(WritingKind.ATTACHMENT, ("attachment", "kind", "note")),
    events.AttachmentWithdrawn: Written(WritingKind.ATTACHMENT, ("attachment", "reason")),
    events.AttachmentShown: Written(WritingKind.LOOK, ("attachment", "reason")),
    events.PersonalDataShown: Written(WritingKind.LOOK, ("reason",)),
}

_UNMASK: Final = "POST /v1/households/{household}/unmask"
_PROPOSAL: Final = "GET /v1/households/{household} and its explanation"

READ_ELSEWHERE: Final = {
    "ApplicationSubmitted.details": _UNMASK,
    "ApplicationResubmitted.details": _UNMASK,
    "ApplicationCorrected.details": _UNMASK,
    "RosterRowCompared.values": "GET /v1/rosters/{roster}/differences",
    "ObjectionRaised.details": _UNMASK,
    "RearrangementProposed.account": f"{_UNMASK} of the household that it is for",
    "ChangeProposed.before": f"{_UNMASK}: names, numbers and accounts take that right",
    "ChangeProposed.after": f"{_UNMASK}: names, numbers and accounts take that right",
    "FileChanged.details": f"{_UNMASK}; what changed stands in ChangeProposed",
    "RecheckBegun.details": _UNMASK,
    "FileKept.situation": f"{_UNMASK}: as the file is now; what follows from it: assistance's plan",
    "FileOpened.situation": f"{_UNMASK}: taken from the application; what follows from it: assistance's plan",
    "AttachmentAdded.digest": "Repr-Digest of POST /v1/households/{household}/attachments/{attachment}/opening",
    "CategoryProposed.facts": _PROPOSAL,
    "CategoryProposed.provenance": _PROPOSAL,
    "CategoryProposed.trace": _PROPOSAL,
    "CategoryProposed.died": "verification's GET /v1/households/{household}/report, as the fact `alive`",
    "FileClosed.reason": "a code: the timeline; the words stand in ClosingExplained",
    "WebhookGivenUp.reason": "a code: GET /v1/webhooks/{name}/deliveries",
    "RosterReleased.reason": "a code",
    "RosterStopWithdrawn.reason": "a code",
    "ParameterSet.source": "GET /v1/parameters",
    "ParameterProposed.source": "GET /v1/parameters/waiting",
}


def router(resources: Resources) -> APIRouter:
    return writings.router(resources, organisation_of, WRITTEN)
