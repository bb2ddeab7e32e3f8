"""How each fact moves a household on. Pure, and it never hides a fact that it does not know."""

from msgspec.structs import replace

from contracts import intake as facts
from kernel.errors import UnknownEvent
from kernel.personal import Withheld
from services.intake.domain import events
from services.intake.domain.household.consent import under, withdrawn
from services.intake.domain.household.move import moved_case
from services.intake.domain.household.states import (
    Blocked,
    Case,
    Closed,
    NotApplied,
    OnNotice,
    Open,
    Recheck,
    Rejected,
    Returned,
    Sheet,
    State,
    UnderReview,
    UnderSecondReview,
    UnderVerification,
    Withdrawn,
)
from services.intake.domain.household.visit import decided_on, with_visit
from services.intake.domain.situation import asked_by_measures


def initial() -> State:
    return NotApplied()


def evolve(state: State, event: object) -> State:
    if isinstance(state, NotApplied):
        return _begin(event)
    match event:
        case facts.ApplicationResubmitted():
            return UnderVerification(_resubmitted(state.case, event))
        case events.ApplicationCorrected():
            case_now = replace(state.case, account=event.account, details=event.details)
            return replace(state, case=under(case_now, event.consent))
        case facts.ConsentWithdrawn():
            return replace(state, case=withdrawn(state.case, event))
        case facts.ObjectionRaised():
            unanswered = (*state.case.unanswered, event.round)
            return UnderVerification(replace(state.case, round=event.round, unanswered=unanswered))
        case events.ObjectionAnswered():
            left = tuple(one for one in state.case.unanswered if one != event.round)
            return replace(state, case=replace(state.case, unanswered=left))
        case events.NoticeShown():
            sheets = (*state.case.sheets, Sheet(event.sheet, event.round, event.shown_on))
            return replace(state, case=replace(state.case, sheets=sheets))
        case events.NoticeTakenDown():
            return replace(state, case=_taken_down(state.case, event))
        case events.CategoryProposed() if isinstance(state, Open):
            assert state.recheck is not None, "an open file is judged in a re-check"
            return replace(state, recheck=replace(state.recheck, proposed=event, keeping=None))
        case events.CategoryProposed():
            return UnderReview(replace(state.case, known=asked_by_measures(event)), event)
        case events.ReportRevised() if event.outcome == "look_again" and isinstance(state, Rejected | Closed):
            return replace(state, look_again=True)
        case events.LookedAgain() if isinstance(state, Rejected | Closed):
            return replace(state, look_again=False)
        case events.ReportRevised():
            fell = event.outcome == "reopened"
            return replace(state, case=replace(state.case, sheets=_fallen(state.case))) if fell else state
        case events.FindingMade() if isinstance(state, UnderReview | Open):
            found = {} if isinstance(event.found, Withheld) else {**state.case.findings, **event.found}
            return replace(state, case=replace(state.case, findings=found))
        case events.DecisionProposed() if isinstance(state, UnderReview):
            return UnderSecondReview(state.case, state.proposed, event)
        case events.SignatureDeclined() if isinstance(state, UnderSecondReview):
            return UnderReview(state.case, state.proposed)
        case facts.ApplicationReturned() if isinstance(state, UnderReview):
            return Returned(state.case, state.proposed)
        case facts.ApplicationRejected():
            return Rejected(state.case)
        case facts.ApplicationWithdrawn():
            return Withdrawn(state.case)
        case facts.ApplicationApproved():
            # Who was approved is on notice from the next event on: both stand in one unit.
            return OnNotice(state.case, event.category, state.case.submitted_on, state.case.submitted_on)
        case facts.NoticePosted() if isinstance(state, OnNotice):
            return replace(state, first_day=event.first_day, last_day=event.last_day)
        case facts.OpeningBlocked() if isinstance(state, OnNotice | Blocked):
            return Blocked(state.case, state.category, event.others, event.near, event.not_shown)
        case events.MemberDropped() if isinstance(state, Blocked):
            return replace(state, case=state.case.without(event.members))
        case facts.FileOpened():
            return Open(decided_on(state.case), event.category, event.opened_on, recheck_due_on=event.recheck_due_on)
        case facts.FileNumberRecorded() if isinstance(state, Open):
            return replace(state, number=event.number, numbered_on=event.recorded_on)
        case events.ExitNoted() if isinstance(state, Open):
            return replace(state, exit_rule=event.rule, exit_by=event.proposed_by)
        case events.ExitNoteWithdrawn() if isinstance(state, Open):
            return replace(state, exit_rule=None, exit_by="")
        case events.ClosingProposed() if isinstance(state, Open):
            return replace(state, closing=event)
        case events.SignatureDeclined() if isinstance(state, Open):
            recheck = state.recheck and replace(state.recheck, keeping=None)
            return replace(state, closing=None, recheck=recheck)
        case (
            events.ChangeProposed()
            | events.ChangeDecided()
            | facts.FileChanged()
            | events.ContactAttempted()
            | events.MoveProposed()
            | events.MoveDeclined()
            | facts.FileMoved()
            | facts.RecheckBegun()
            | events.KeepingProposed()
            | facts.FileKept()
        ) if isinstance(state, Open):
            return _living(state, event)
        case facts.FileClosed():
            return Closed(state.case, event.reason, event.merged_into)
        case events.RearrangementProposed() if isinstance(state, Open):
            return replace(state, rearrangement=event)
        case events.RearrangementDecided() if isinstance(state, Open):
            return replace(state, rearrangement=None)
        case events.VisitRecorded() | events.VisitConfirmed() | events.VisitDeclined():
            return replace(state, case=with_visit(state.case, event))
        case events.TakenInCampaign():
            return state
        case events.ReviewOverdue() | events.ObjectionOverdue() | events.ClosingExplained() | facts.FileMerged():
            return state
    raise UnknownEvent(event)


def _begin(event: object) -> State:
    if not isinstance(event, facts.ApplicationSubmitted):
        raise UnknownEvent(event)
    return UnderVerification(
        Case(
            org_path=event.org_path,
            region=event.region,
            profile=event.profile,
            submitted_on=event.submitted_on,
            members=event.members,
            account=event.account,
            consent=event.consent,
            items=event.items,
            round=1,
            previous_household=event.previous_household,
            details=event.details,
        )
    )


def _living(file: Open, event: object) -> Open:
    """An open file changes, and is checked again."""
    match event:
        case events.ChangeProposed():
            return replace(file, pending=(*file.pending, event))
        case events.ChangeDecided():
            return _settled(file, event.change)
        case facts.FileChanged():
            case = replace(file.case, members=event.members, account=event.account, details=event.details)
            return _settled(replace(file, case=under(case, event.consent)), event.change)
        case events.ContactAttempted():
            return replace(file, unreached=() if event.reached else tuple(sorted({*file.unreached, event.on})))
        case events.MoveProposed():
            return replace(file, moving=event)
        case events.MoveDeclined():
            return replace(file, moving=None)
        case facts.FileMoved():
            return replace(file, case=moved_case(file.case, event), moving=None)
        case facts.RecheckBegun():
            recheck = Recheck(round=event.round, reasons=event.reasons, items=event.items)
            closing = None if file.closes_after_recheck else file.closing  # it rested on the round before
            case = replace(file.case, round=event.round)
            return replace(file, case=case, recheck=recheck, recheck_due_on=None, closing=closing)
        case events.KeepingProposed():
            assert file.recheck is not None, "a re-check was decided"
            return replace(file, recheck=replace(file.recheck, keeping=event))
        case facts.FileKept():
            return replace(
                file,
                case=decided_on(file.case),
                category=event.category,
                kept_on=event.kept_on,
                recheck=None,
                recheck_due_on=event.recheck_due_on,
            )
    raise UnknownEvent(event)


def _settled(file: Open, change: str) -> Open:
    return replace(file, pending=tuple(each for each in file.pending if each.change != change))


def _resubmitted(case: Case, event: facts.ApplicationResubmitted) -> Case:
    now = replace(case, round=event.round, members=event.members, account=event.account, details=event.details)
    return under(now, event.consent)


def _fallen(case: Case) -> tuple[Sheet, ...]:
    return tuple(replace(sheet, fell=True) if sheet in case.hung else sheet for sheet in case.sheets)


def _taken_down(case: Case, event: events.NoticeTakenDown) -> Case:
    sheets = tuple(
        replace(sheet, taken_down_on=event.taken_down_on) if sheet.number == event.sheet else sheet
        for sheet in case.sheets
    )
    return replace(case, sheets=sheets)
