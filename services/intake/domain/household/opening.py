"""公示 and 录入: an objection, the notice's end, and an opening that another file blocks, or one that may be the same.

Who else holds claims on the members comes in as data: the transaction has read them under its guards.
"""

from msgspec.structs import replace

from contracts import intake as facts
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
    return _opened_or_blocked(state, command, command.others)


def retry_opening(command: RetryOpening, state: State) -> list[object]:
    """A reviewer's settlement; members are dropped first, then the opening is tried once more."""
    if isinstance(state, Open) and not command.dropped:
        return []
    if not isinstance(state, Blocked):
        raise DomainError("not_blocked")
    insist_on(who_brought_it_in_does_not_decide(command.by))
    if not command.dropped:
        settled = (command.others, command.near) == (state.others, state.near)
        return [] if settled else _opened_or_blocked(state, command, command.others)
    insist_on(
        the_applicant_stays(command.dropped, state.case.applicant),
        who_is_dropped_is_a_member(command.dropped, state.case.members),
        a_settlement_has_a_reason(command.reason),
    )
    remaining = replace(state, case=state.case.without(command.dropped))
    others = tuple((member, holder) for member, holder in command.others if member not in command.dropped)
    return [
        events.MemberDropped(members=command.dropped, reason=command.reason),
        *_opened_or_blocked(remaining, command, others),
    ]


def reject_blocked(command: RejectBlocked, state: State) -> list[object]:
    if not isinstance(state, Blocked):
        raise DomainError("not_blocked")
    insist_on(
        who_brought_it_in_does_not_decide(command.by),
        a_settlement_has_a_reason(command.reason),
    )
    return [facts.ApplicationRejected(clause=ONE_FILE_PER_HOUSEHOLD, against_proposal=False, reason=command.reason)]


def _opened_or_blocked(
    state: OnNotice | Blocked, command: OpenFile | RetryOpening, others: tuple[tuple[str, str], ...]
) -> list[object]:
    case = state.case
    if others or command.near:
        return [facts.OpeningBlocked(others=others, near=command.near)]
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
            notice_shown=any(sheet.round == case.round for sheet in case.sheets),
            situation=situation_of(_readable(case), case.members, case.known),
        )
    ]


def _readable(case: Case) -> facts.Details:
    if isinstance(case.details, Withheld):
        raise DomainError("household_erased")
    return case.details
