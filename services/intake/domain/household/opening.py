"""公示 and 录入: an objection, the notice's end, and an opening that another file blocks, or one that may be the same.

Who else holds claims on the members comes in as data: the transaction has read them under its guards.
"""

from datetime import timedelta

from msgspec.structs import replace

from contracts import intake as facts
from kernel.calendar import add_working_days
from kernel.errors import DomainError
from kernel.personal import Withheld
from services.intake.domain import events
from services.intake.domain.commands import Object, OpenFile, RejectBlocked, RetryOpening
from services.intake.domain.household.states import Blocked, Case, OnNotice, Open, State
from services.intake.domain.rules import (
    ONE_FILE_PER_HOUSEHOLD,
    a_settlement_has_a_reason,
    insist_on,
    the_applicant_stays,
    who_brought_it_in_does_not_decide,
    who_is_dropped_is_a_member,
)
from services.intake.domain.situation import situation_of


def object_to(command: Object, state: State) -> list[object]:
    """Verification again with all items; it is answered, and after the review a fresh notice of full length."""
    if not isinstance(state, OnNotice):
        raise DomainError("not_on_notice")
    case = state.case
    return [
        facts.ObjectionRaised(
            round=case.round + 1,
            items=case.items,
            consent=case.consent,
            due_on=command.due_on,
            objection=command.text,
            details=_readable(case),
        )
    ]


def open_file(command: OpenFile, state: State) -> list[object]:
    """The notice is over; a timer of an earlier notice, or of one that ended otherwise, does nothing.

    An earlier notice may have had the same last day; its timer has asked about the members of then only.
    """
    if not isinstance(state, OnNotice) or state.last_day != command.last_day or state.case.members != command.members:
        return []
    not_shown = len(state.case.hung) < command.sheets_min
    return _opened_or_blocked(state, command, command.others, not_shown=not_shown)


def retry_opening(command: RetryOpening, state: State) -> list[object]:
    """A reviewer's settlement; members are dropped first, then the opening is tried once more."""
    if isinstance(state, Open) and not command.dropped:
        return []
    if not isinstance(state, Blocked):
        raise DomainError("not_blocked")
    insist_on(who_brought_it_in_does_not_decide(command.by))
    not_shown = state.not_shown and not _hung_long_enough(state, command)
    if not command.dropped:
        before, now = (state.others, state.near, state.not_shown), (command.others, command.near, not_shown)
        if before == now == ((), (), True):
            raise DomainError("notice_not_shown", days=command.notice_days)
        return [] if now == before else _opened_or_blocked(state, command, command.others, not_shown=not_shown)
    insist_on(
        the_applicant_stays(command.dropped, state.case.applicant),
        who_is_dropped_is_a_member(command.dropped, state.case.members),
        a_settlement_has_a_reason(command.reason),
    )
    remaining = replace(state, case=state.case.without(command.dropped))
    others = tuple((member, holder) for member, holder in command.others if member not in command.dropped)
    return [
        events.MemberDropped(members=command.dropped, reason=command.reason),
        *_opened_or_blocked(remaining, command, others, not_shown=not_shown),
    ]


def reject_blocked(command: RejectBlocked, state: State) -> list[object]:
    if not isinstance(state, Blocked):
        raise DomainError("not_blocked")
    insist_on(
        who_brought_it_in_does_not_decide(command.by),
        a_settlement_has_a_reason(command.reason),
    )
    return [facts.ApplicationRejected(clause=ONE_FILE_PER_HOUSEHOLD, against_proposal=False, reason=command.reason)]


def _hung_long_enough(state: Blocked, command: RetryOpening) -> bool:
    """Enough sheets, each for the working days of a notice from the day that it was hung, even if late."""
    eve = (sheet.shown_on - timedelta(days=1) for sheet in state.case.hung)
    long = [day for day in eve if add_working_days(day, command.notice_days) < command.today]
    return len(long) >= command.sheets_min


def _opened_or_blocked(
    state: OnNotice | Blocked,
    command: OpenFile | RetryOpening,
    others: tuple[tuple[str, str], ...],
    *,
    not_shown: bool,
) -> list[object]:
    case = state.case
    if others or command.near or not_shown:
        return [facts.OpeningBlocked(others=others, near=command.near, not_shown=not_shown)]
    return [
        facts.FileOpened(
            org_path=case.org_path,
            region=case.region,
            profile=case.profile,
            category=state.category,
            opened_on=command.today,
            discovered_on=case.submitted_on,
            applicant=case.applicant,
            members=case.members,
            account=case.account,
            previous_household=case.previous_household,
            recheck_due_on=command.recheck_due_on,
            notice_shown=bool(case.hung),
            situation=situation_of(_readable(case), case.members, case.known),
        )
    ]


def _readable(case: Case) -> facts.Details:
    if isinstance(case.details, Withheld):
        raise DomainError("household_erased")
    return case.details
