"""变更: an open file changes. Maker and checker: one person proposes, another lets it take effect.

What touches neither a fact of the decision nor identity nor money takes effect at once.
"""

from datetime import date, timedelta
from typing import Final

from msgspec.structs import replace

from contracts import intake as facts
from kernel.closed_lists import ChangeKind
from kernel.errors import DomainError
from kernel.personal import Withheld
from services.intake.domain import events
from services.intake.domain.commands import DecideChange, ProposeChange
from services.intake.domain.household.changed_file import (
    AT_ONCE,
    GOES,
    before,
    changed,
    consent_missing,
    left,
    readable,
    topic,
)
from services.intake.domain.household.consent import a_consent_is_given_anew_after_a_withdrawal
from services.intake.domain.household.recheck import begun_by_changes
from services.intake.domain.household.states import Case, Open, State
from services.intake.domain.rules import (
    a_change_changes_something,
    a_change_is_approved_by_another,
    a_declined_change_has_a_reason,
    insist_on,
    the_applicant_stays_in_the_file,
    who_brought_it_in_does_not_decide,
)
from services.intake.domain.situation import touches_a_fact

LOOKS_BACK: Final = timedelta(days=366)
"""How long before its application a household's change may lie (ours): what was not known then is still told."""

MEMBERS_MAX: Final = 20
"""As many as an application may have."""


def propose(command: ProposeChange, state: State) -> list[object]:
    """One thing is proposed once at a time; whoever comes second is told of the first."""
    file = open_file(state)
    earliest = file.case.submitted_on - LOOKS_BACK
    if not earliest <= command.on <= command.today:
        raise DomainError("change_day_impossible", earliest=earliest.isoformat(), latest=command.today.isoformat())
    insist_on(
        the_applicant_stays_in_the_file(command.kind in GOES, command.person, file.case.applicant),
        a_change_changes_something(before(file.case, command.kind, command.person), command.new)
        if command.kind not in GOES
        else None,
        a_consent_is_given_anew_after_a_withdrawal(file.case, command.new.consent) if command.new.consent else None,
    )
    proposed = _proposed(command, file.case)
    for waiting in file.pending:
        if topic(waiting) == topic(proposed):
            raise DomainError("change_waits", change=waiting.change, kind=waiting.kind, by=waiting.by)
    after = changed(file.case, proposed)
    joining = sum(waiting.kind == "member_joined" for waiting in file.pending)
    if command.kind == "member_joined" and len(after.members) + joining > MEMBERS_MAX:
        raise DomainError("file_full", most=MEMBERS_MAX)
    return [proposed, file_changed(proposed, after)] if command.kind in AT_ONCE else [proposed]


def decide(command: DecideChange, state: State) -> list[object]:
    """Approved, it is applied to the file as it stands now; a fact that it touches is checked again."""
    file = open_file(state)
    proposed = waiting(file, command.change)
    insist_on(who_brought_it_in_does_not_decide(command.by))
    if not command.approve:
        insist_on(a_declined_change_has_a_reason(command.reason))
        return [events.ChangeDecided(change=proposed.change, decision="decline", reason=command.reason)]
    new = proposed.after.consent if isinstance(proposed.after, events.Values) else None
    insist_on(
        a_change_is_approved_by_another(command.by, proposed.by),
        a_consent_is_given_anew_after_a_withdrawal(file.case, new) if new else None,
    )
    if command.elsewhere:
        raise DomainError("person_elsewhere")
    after = changed(file.case, proposed)
    approved = events.ChangeDecided(change=proposed.change, decision="approve", reason=command.reason)
    told = [file_changed(proposed, after)]
    if (gone := who_goes_with_a_takeover(file.case, proposed)) is not None:
        after = left(after, gone.persons)
        told.append(file_changed(gone, after))
    kinds = tuple(each.kind for each in told)
    recheck = begun_by_changes(file, after, kinds, command.today) if asks_again(file, after, command.today) else []
    return [approved, *told, *recheck]


def who_goes_with_a_takeover(case: Case, change: events.ChangeProposed) -> events.ChangeProposed | None:
    """Who applied left, or died, as the change says: for all others that is the fact that it is of anybody else."""
    takeover = None if isinstance(change.after, Withheld) else change.after.takeover
    if takeover is None or takeover.former == "stays":
        return None
    kind: ChangeKind = "member_died" if takeover.former == "died" else "member_left"
    return replace(change, kind=kind, persons=(case.applicant,))


def waiting(file: Open, change: str) -> events.ChangeProposed:
    for proposed in file.pending:
        if proposed.change == change:
            return proposed
    raise DomainError("change_not_waiting")


def open_file(state: State) -> Open:
    if not isinstance(state, Open):
        raise DomainError("file_not_open")
    return state


def asks_again(file: Open, after: Case, today: date) -> bool:
    """Another fact; or a consent under which somebody may be asked about at last, or that a re-check has missed."""
    if touches_a_fact(readable(file.case), readable(after)):
        return True
    if after.consent == file.case.consent:
        return False
    return file.recheck is not None or bool(consent_missing(file.case, today))


def _proposed(command: ProposeChange, case: Case) -> events.ChangeProposed:
    joining = command.new.member.token if command.new.member is not None else None
    person = command.person or joining
    corrected = command.new.identity.token if command.new.identity is not None else None
    return events.ChangeProposed(
        change=command.change,
        kind=command.kind,
        persons=tuple(dict.fromkeys(one for one in (person, corrected) if one)),
        on=command.on,
        by=command.by.subject,
        account=command.account,
        before=before(case, command.kind, command.person),
        after=command.new,
        reason=command.reason,
    )


def file_changed(change: events.ChangeProposed, after: Case) -> facts.FileChanged:
    return facts.FileChanged(
        org_path=after.org_path,
        change=change.change,
        kind=change.kind,
        persons=change.persons,
        on=change.on,
        members=after.members,
        account=after.account,
        consent=after.consent,
        same=(change.persons,) if change.kind == "identity" and len(change.persons) == 2 else (),
        details=readable(after),
    )
