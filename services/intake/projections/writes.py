"""The writes of each event to the read models, committed with it.

Reads no personal field: a rebuild runs with every box sealed and gives the same rows.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from chassis.codec import Recorded
from chassis.envelope import Envelope
from chassis.operations.events import Accessed, Disclosed
from chassis.projection import Write
from chassis.work_list.events import TaskHandedOver, TaskTaken
from contracts import intake as facts
from kernel.subject import is_a_person
from policies.language.facts import ParameterKind
from policies.parameters import table as parameters_table
from policies.parameters.book import Entry
from services.intake.domain import events
from services.intake.domain.household.states import Status
from services.intake.projections import (
    access_writes,
    campaign_writes,
    identity_writes,
    lead_writes,
    move_writes,
    survey_writes,
    task_writes,
    webhook_writes,
)


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    yield from _rows(recorded)
    yield from webhook_writes.project(recorded, status_after(recorded.event) is not None)


def project_and_send(recorded: Recorded[Any]) -> Iterable[Write]:
    """The rows, and what leaves with them; a rebuild makes the rows alone."""
    yield from project(recorded)
    yield from webhook_writes.outbound(recorded, status_after(recorded.event) is not None)


def _rows(recorded: Recorded[Any]) -> Iterable[Write]:
    event, household = recorded.event, recorded.envelope.subject
    yield from move_writes.project(recorded)
    yield from task_writes.project(recorded)
    yield from survey_writes.project(recorded)
    yield from identity_writes.project(recorded)
    yield from campaign_writes.project(recorded)
    yield from lead_writes.project(recorded)
    match event:
        case facts.ApplicationSubmitted():
            yield _household(event, recorded)
            yield from _members(household, event.members)
            return
        case facts.ApplicationResubmitted():
            yield _SETTLED, (household,)
            yield _CATEGORY, (None, household)
            yield "DELETE FROM household_members WHERE household = %s", (household,)
            yield from _members(household, event.members)
            yield from _consent_given(household, event)
        case events.MemberDropped():
            yield (
                "DELETE FROM household_members WHERE household = %s AND person = ANY(%s)",
                (household, list(event.members)),
            )
        case events.RosterRowCompared() | events.DifferencesDecided() | events.RosterImported():
            return
        case facts.FileChanged():
            yield "DELETE FROM household_members WHERE household = %s", (household,)
            yield from _members(household, event.members)
            yield "UPDATE households SET applicant = %s WHERE household = %s", (event.members[0], household)
            yield _NO_CHANGE_WAITS, (event.change,)
            yield from _consent_given(household, event)
        case facts.ConsentWithdrawn():
            yield _flag(household, CONSENT_WITHDRAWN)
        case events.ChangeProposed():
            envelope = recorded.envelope
            yield _CHANGE_WAITS, (event.change, household, event.kind, event.by, envelope.time)
        case events.ChangeDecided():
            yield _NO_CHANGE_WAITS, (event.change,)
        case facts.FileMoved():
            yield from survey_writes.project(recorded)
        case facts.RecheckBegun():
            yield _RECHECK_SETTLED, (household,)
            yield "UPDATE households SET recheck_due_on = NULL, rechecked = true WHERE household = %s", (household,)
        case facts.FileOpened():
            yield _RECHECK_DUE, (event.recheck_due_on, household)
            opened = "UPDATE households SET category = %s, opened_on = %s WHERE household = %s"
            yield opened, (event.category, event.opened_on, household)
            if event.notice_shown is False:
                yield _flag(household, "notice_not_shown")
        case events.KeepingProposed():
            yield _second_signature(recorded, "keep")
        case facts.FileKept():
            yield _KEEPING_SETTLED, (household,)
            yield _RECHECK_DUE, (event.recheck_due_on, household)
            yield _CATEGORY, (event.category, household)
            yield _NO_FLAG, ("notice_not_shown", household)  # everything was looked at once more
        case facts.ApplicationApproved():
            yield _SETTLED, (household,)
            yield _CATEGORY, (event.category, household)
        case events.ReportRevised() if event.outcome == "reopened":
            yield _CATEGORY, (None, household)
        case events.CategoryProposed() if event.recheck:
            yield "UPDATE households SET proposal = %s WHERE household = %s", (event.proposal, household)
            yield _KEEPING_SETTLED, (household,)
        case events.CategoryProposed():
            yield "UPDATE households SET proposal = %s WHERE household = %s", (event.proposal, household)
            yield _SETTLED, (household,)  # what was signed under another proposal is not to be signed any more
        case facts.ObjectionRaised():
            yield _CATEGORY, (None, household)
            yield _flag(household, "objection_unanswered")
        case events.ObjectionOverdue():
            yield _flag(household, "objection_overdue")
        case events.ObjectionAnswered():
            yield (
                "UPDATE households SET flags = array_remove(array_remove(flags, 'objection_unanswered'),"
                " 'objection_overdue') WHERE household = %s",
                (household,),
            )
        case events.ReviewOverdue():
            yield _flag(household, "review_overdue")
        case events.ExitNoted():
            yield _flag(household, "exit_proposed")
        case events.ExitNoteWithdrawn():
            yield _NO_FLAG, ("exit_proposed", household)
        case facts.ParameterSet():
            entry = Entry(
                name=event.name,
                kind=cast(ParameterKind, event.kind),
                regions=(event.region,),
                first_day=event.first_day,
                value=event.value,
                source=event.source,
                known_since=recorded.envelope.time,
            )
            yield parameters_table.write(entry, recorded.envelope.streamversion)
            return
        case (
            events.PersonalDataShown()
            | events.AttachmentShown()
            | Accessed()
            | Disclosed()
            | events.PersonSearched()
            | events.FactsJudged()
        ):
            yield from access_writes.project(recorded)
            return
        case events.LawAdopted() | events.RosterRowRefused():
            return  # streams of their own: no household moves
        case events.AttachmentAdded() | events.AttachmentWithdrawn() | events.AttachmentsErased():
            return  # listed from their own stream; a household's version is of what is decided on
        case (
            events.IdentityMarked()
            | events.IdentityForgotten()
            | events.DuplicateProposed()
            | events.DuplicateLapsed()
            | events.DuplicateDecided()
            | events.RosterStopped()
            | events.RosterReleased()
            | events.RosterStopWithdrawn()
            | events.CampaignProposed()
            | events.CampaignDeclined()
            | events.CampaignBegun()
            | events.CampaignPaused()
            | events.CampaignResumed()
            | events.CampaignStepTaken()
            | events.CampaignEnded()
            | events.LeadArrived()
            | events.LeadVisited()
            | events.LeadApplied()
            | events.LeadReferred()
            | events.LeadLapsed()
        ):
            return  # streams of their own: no household moves
        case events.ParameterProposed():
            return  # nothing holds before it is confirmed
        case TaskTaken() | TaskHandedOver():
            return  # streams of their own, too
        case _ if type(event) in _OF_WEBHOOKS:
            return
        case events.DecisionProposed():
            yield _second_signature(recorded, event.decision)
        case events.ClosingProposed():
            yield _second_signature(recorded, f"close_as_{event.closing}")
        case events.SignatureDeclined():
            yield _SETTLED, (household,)
            yield _UNDER_REVIEW_AGAIN, (household,)
        case facts.FileClosed():
            yield _SETTLED, (household,)
            yield "DELETE FROM changes WHERE household = %s", (household,)
            yield _RECHECK_DUE, (None, household)
        case _ if type(event) in _SETTLES_A_SIGNATURE:
            yield _SETTLED, (household,)
    status = status_after(event)
    yield (
        "UPDATE households SET status = coalesce(%s, status), version = %s, changed_at = coalesce(%s, changed_at)"
        " WHERE household = %s",
        (status, recorded.envelope.streamversion, _changed_at(status, recorded.envelope), household),
    )


_CHANGE_WAITS = "INSERT INTO changes (change, household, kind, proposed_by, since) VALUES (%s, %s, %s, %s, %s)"
_NO_CHANGE_WAITS = "DELETE FROM changes WHERE change = %s"
_RECHECK_DUE = "UPDATE households SET recheck_due_on = %s, rechecked = false WHERE household = %s"
_NO_FLAG = "UPDATE households SET flags = array_remove(flags, %s) WHERE household = %s"
_CATEGORY = "UPDATE households SET category = %s WHERE household = %s"
"""As a person decided it, while that decision stands."""
_KEEPING_SETTLED = "DELETE FROM second_signatures WHERE household = %s AND act = 'keep'"
_RECHECK_SETTLED = "DELETE FROM second_signatures WHERE household = %s AND (act = 'keep' OR 'recheck' = ANY(grounds))"
"""What rested on the round before: a keeping, or a closing after that re-check; any other closing waits on."""
_SETTLED = "DELETE FROM second_signatures WHERE household = %s"
_UNDER_REVIEW_AGAIN = (
    "UPDATE households SET status = 'under_review' WHERE household = %s AND status = 'under_second_review'"
)
"""A decision that was declined; a file whose closing was declined stays open."""
_OF_WEBHOOKS = {
    events.WebhookSet,
    events.WebhookSecretChanged,
    events.WebhookRemoved,
    events.WebhookDelivered,
    events.WebhookGivenUp,
    events.WebhookReplayed,
}
CONSENT_WITHDRAWN = "consent_withdrawn"
_SETTLES_A_SIGNATURE = {
    facts.ApplicationRejected,
    facts.ApplicationWithdrawn,
}

_STATUS: dict[type, Status] = {
    facts.ApplicationSubmitted: "under_verification",
    facts.ApplicationResubmitted: "under_verification",
    facts.ObjectionRaised: "under_verification",
    events.CategoryProposed: "under_review",
    events.DecisionProposed: "under_second_review",
    facts.ApplicationReturned: "returned",
    facts.ApplicationRejected: "rejected",
    facts.ApplicationWithdrawn: "withdrawn",
    facts.ApplicationApproved: "on_notice",
    facts.OpeningBlocked: "blocked",
    facts.FileOpened: "open",
    facts.FileClosed: "closed",
}
"""The status that an event leads to; the others leave it as it is. A test compares it with `evolve`."""


def status_after(event: object) -> Status | None:
    """None where it stays: an open file is open while it is checked again."""
    if isinstance(event, events.CategoryProposed) and event.recheck:
        return None
    return _STATUS.get(type(event))


def _changed_at(status: Status | None, envelope: Envelope) -> datetime | None:
    """None for what a service did of itself: a re-check at its term would hide whose file nobody has touched."""
    return envelope.time if status is not None or is_a_person(envelope.actor) else None


def _household(event: facts.ApplicationSubmitted, recorded: Recorded[Any]) -> Write:
    envelope = recorded.envelope
    return (
        "INSERT INTO households (household, org_path, region, status, version, flags, changed_at, applied_by,"
        " applicant, submitted_on) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        (
            envelope.subject,
            event.org_path,
            event.region,
            _STATUS[type(event)],
            envelope.streamversion,
            list(event.flags),
            envelope.time,
            envelope.actor,
            event.applicant,
            event.submitted_on,
        ),
    )


def _second_signature(recorded: Recorded[Any], act: str) -> Write:
    event, envelope = recorded.event, recorded.envelope
    return (
        "INSERT INTO second_signatures (household, act, grounds, signed_by, since) VALUES (%s, %s, %s, %s, %s)",
        (envelope.subject, act, list(event.grounds), event.by, envelope.time),
    )


def _members(household: str, members: tuple[str, ...]) -> Iterable[Write]:
    yield (
        "INSERT INTO household_members (person, household) SELECT person, %s FROM unnest(%s::text[]) AS m(person)",
        (household, list(members)),
    )


def _consent_given(household: str, event: facts.FileChanged | facts.ApplicationResubmitted) -> Iterable[Write]:
    if set(event.members) <= set(event.consent.persons):
        yield (
            "UPDATE households SET flags = array_remove(flags, %s) WHERE household = %s",
            (CONSENT_WITHDRAWN, household),
        )


def _flag(household: str, flag: str) -> Write:
    return (
        "UPDATE households SET flags = array_append(array_remove(flags, %s), %s) WHERE household = %s",
        (flag, flag, household),
    )
