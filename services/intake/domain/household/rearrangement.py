"""并户、转户、拆户: open files are brought together and taken apart, by two people, in one decision over both files.

A merged file closes, and who was in it goes on in the other: as themselves, or as the person there whom a mistyped
number had made two. A person is transferred from one file to another in the same unit, so that they are in one at
every moment. Who leaves with a file of their own applies anew, with what is known of them, and goes all four steps.
"""

from typing import Literal

from msgspec.structs import replace

from contracts import intake as facts
from kernel.age import is_adult
from kernel.errors import DomainError
from kernel.personal import Withheld
from services.intake.domain import events
from services.intake.domain.commands import DecideRearrangement, ProposeRearrangement
from services.intake.domain.household.changed_file import joined, left, readable
from services.intake.domain.household.file_change import MEMBERS_MAX, open_file
from services.intake.domain.household.recheck import begun_by_changes
from services.intake.domain.household.states import Case, Open, State
from services.intake.domain.rules import (
    a_declined_change_has_a_reason,
    a_rearrangement_is_approved_by_another,
    insist_on,
    no_keeping_waits,
    no_other_closing_waits,
    the_applicant_stays_in_the_file,
    who_brought_it_in_does_not_decide,
)
from services.intake.domain.situation import touches_a_fact


def propose(command: ProposeRearrangement, state: State, into: State | None) -> list[object]:
    """`into`: the other file, where there is one. Whatever could not be approved is not proposed."""
    file = open_file(state)
    if (first := file.rearrangement) is not None:
        raise DomainError("rearrangement_waits", rearrangement=first.rearrangement, by=first.by)
    proposed = events.RearrangementProposed(
        rearrangement=command.rearrangement,
        kind=command.kind,
        into=command.into,
        persons=tuple(command.relations),
        same=command.same,
        by=command.by.subject,
        relations=command.relations,
        account=command.account,
        reason=command.reason,
    )
    _require_possible(proposed, file, None if into is None else open_file(into), command)
    return [proposed]


def decide(command: DecideRearrangement, state: State, into: State | None) -> tuple[list[object], list[object]]:
    """What happens to the file, and to the other one: that goes on, that they come into, or that is their own."""
    file = open_file(state)
    proposed = waiting(file, command.rearrangement)
    insist_on(who_brought_it_in_does_not_decide(command.by))
    decision: Literal["approve", "decline"] = "approve" if command.approve else "decline"
    decided = events.RearrangementDecided(
        rearrangement=proposed.rearrangement, decision=decision, reason=command.reason
    )
    if not command.approve:
        insist_on(a_declined_change_has_a_reason(command.reason))
        return [decided], []
    insist_on(a_rearrangement_is_approved_by_another(command.by, proposed.by))
    other = None if into is None else open_file(into)
    _require_possible(proposed, file, other, command)
    match proposed.kind, other:
        case "merge", Open():
            here, there = _merged(proposed, file, other, command)
        case "transfer", Open():
            here, there = _transferred(proposed, file, other, command)
        case _:
            here, there = _split(proposed, file, command)
    return [decided, *here], there


def waiting(file: Open, rearrangement: str) -> events.RearrangementProposed:
    if file.rearrangement is None or file.rearrangement.rearrangement != rearrangement:
        raise DomainError("rearrangement_not_waiting")
    return file.rearrangement


def _merged(
    proposed: events.RearrangementProposed, file: Open, other: Open, command: DecideRearrangement
) -> tuple[list[object], list[object]]:
    assert proposed.into is not None, "a file is merged into another"
    merged = facts.FileMerged(
        org_path=file.case.org_path,
        rearrangement=proposed.rearrangement,
        merged=command.household,
        into=proposed.into,
        merged_on=command.today,
        joined=proposed.persons,
        same=proposed.same,
    )
    closed = facts.FileClosed(
        org_path=file.case.org_path,
        reason="merged",
        closed_on=command.today,
        members=file.case.members,
        merged_into=proposed.into,
    )
    after = joined(other.case, _going(proposed, file), command.today)
    told = replace(merged, org_path=other.case.org_path)
    return [merged, closed], [told, *_changed(proposed, "merge", other, after, command, proposed.same)]


def _transferred(
    proposed: events.RearrangementProposed, file: Open, other: Open, command: DecideRearrangement
) -> tuple[list[object], list[object]]:
    here = _changed(proposed, "member_left", file, left(file.case, proposed.persons), command)
    after = joined(other.case, _going(proposed, file), command.today)
    return here, _changed(proposed, "member_joined", other, after, command)


def _split(
    proposed: events.RearrangementProposed, file: Open, command: DecideRearrangement
) -> tuple[list[object], list[object]]:
    case, going = file.case, _going(proposed, file)
    assert command.account is not None, "its token is made of the account"
    assert isinstance(proposed.account, facts.Account), "a file of their own is paid to an account"
    members = tuple(member.token for member in going)
    applied = facts.ApplicationSubmitted(
        org_path=case.org_path,
        region=case.region,
        profile=case.profile,
        channel="split",
        submitted_on=command.today,
        applicant=members[0],
        members=members,
        account=command.account,
        consent=replace(case.consent, persons=tuple(one for one in case.consent.persons if one in members)),
        items=case.items,
        previous_household=command.household,
        proposed_by=proposed.by,
        details=replace(readable(case), members=going, account=proposed.account),
    )
    return _changed(proposed, "member_left", file, left(case, proposed.persons), command), [applied]


def _changed(
    proposed: events.RearrangementProposed,
    kind: str,
    file: Open,
    after: Case,
    command: DecideRearrangement,
    same: tuple[tuple[str, str], ...] = (),
) -> list[object]:
    """The file as it is afterwards; a fact that it touches is checked again."""
    changed = facts.FileChanged(
        org_path=after.org_path,
        change=proposed.rearrangement,
        kind=kind,
        persons=proposed.persons,
        on=command.today,
        members=after.members,
        account=after.account,
        consent=after.consent,
        same=same,
        proposed_by=proposed.by,
        details=readable(after),
    )
    touched = touches_a_fact(readable(file.case), readable(after))
    return [changed, *(begun_by_changes(file, after, (kind,), command.today) if touched else [])]


def _going(proposed: events.RearrangementProposed, file: Open) -> tuple[facts.Member, ...]:
    """In the order of the proposal, under their new relations; of a file of their own the first is the applicant."""
    if isinstance(proposed.relations, Withheld):
        raise DomainError("household_erased")
    known = {member.token: member for member in readable(file.case).members}
    return tuple(replace(known[token], relation=proposed.relations[token]) for token in proposed.persons)


def _require_possible(
    proposed: events.RearrangementProposed,
    file: Open,
    other: Open | None,
    command: ProposeRearrangement | DecideRearrangement,
) -> None:
    """Asked when it is proposed, and again when it is decided: either file may have changed meanwhile."""
    members = file.case.members
    one_by_one = {here for here, _ in proposed.same}
    if not {*proposed.persons, *one_by_one} <= set(members):
        raise DomainError("person_not_in_the_file")
    if proposed.kind == "merge":
        insist_on(no_other_closing_waits(file.closing is not None), no_keeping_waits(file.keeping_waits))
        if {*proposed.persons, *one_by_one} != set(members) or one_by_one & set(proposed.persons):
            raise DomainError("merge_names_everybody")
    else:
        goes = file.case.applicant in proposed.persons
        insist_on(the_applicant_stays_in_the_file(goes, file.case.applicant, file.case.applicant))
        if not proposed.persons:
            raise DomainError("nobody_goes")
    if other is not None:
        there = [token for _, token in proposed.same]
        if not set(there) <= set(other.case.members) or len(set(there)) < len(there):
            raise DomainError("person_not_in_the_file")
        if len(other.case.members) + len(proposed.persons) > MEMBERS_MAX:
            raise DomainError("file_full", most=MEMBERS_MAX)
    if proposed.kind == "split" and not is_adult(_going(proposed, file)[0].birth_date, command.today):
        raise DomainError("applicant_of_age")
