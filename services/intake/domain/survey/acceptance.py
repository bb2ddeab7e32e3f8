"""Optimistic concurrency, field by field: a difference is taken while the file still says what it was compared with.

The importer has proposed, the reviewer approves: two people, as for every change of an open file. One re-check is begun
for all that was taken of a household.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, cast

from msgspec import Struct

from kernel.closed_lists import ChangeKind
from kernel.errors import DomainError
from services.intake.domain import events
from services.intake.domain.commands import ProposeMove, Signer
from services.intake.domain.household import HOUSEHOLD, move
from services.intake.domain.household.changed_file import AT_ONCE, GOES, before, changed, topic
from services.intake.domain.household.file_change import MEMBERS_MAX, asks_again, file_changed, open_file
from services.intake.domain.household.recheck import begun_by_changes, begun_for
from services.intake.domain.household.states import Open, State
from services.intake.domain.rules import (
    a_change_is_approved_by_another,
    insist_on,
    who_brought_it_in_does_not_decide,
)
from services.intake.domain.survey.comparison import Difference

TOLD_ONLY: Final[frozenset[events.DifferenceKind]] = frozenset({"applicant", "split"})
"""Which household's people they are is decided by people in other ways: a merge, another applicant."""
NOT_IN_THE_SURVEY: Final = "not_in_survey"
"""Why a re-check is begun of a file that a complete survey did not find."""


class Offered(Struct, frozen=True):
    """`change`: the id that its change will have; `difference`: its own."""

    id: str
    change: str
    difference: Difference


class Take(Struct, frozen=True, kw_only=True):
    """`importer`: who sent the roster, `read_on` that day; `sheet_org_path`: the union that has the household by it;
    `elsewhere`: of those who would join, who is in another open file."""

    by: Signer
    importer: str
    read_on: date
    today: date
    reason: str
    sheet_org_path: str
    offered: tuple[Offered, ...]
    elsewhere: frozenset[str] = frozenset()


class Taken(Struct, frozen=True):
    """`events` for the household; `stale`: differences that something else has overtaken; `waiting`: (id, why) of
    those that cannot be taken now."""

    events: tuple[object, ...]
    taken: tuple[str, ...]
    stale: tuple[str, ...]
    waiting: tuple[tuple[str, str], ...] = ()


def take(command: Take, state: State) -> Taken:
    """Who joins comes first: a new consent may cover them."""
    file = open_file(state)
    insist_on(
        who_brought_it_in_does_not_decide(command.by),
        a_change_is_approved_by_another(command.by, command.importer),
    )
    ours = _Taking(command, file)
    for offered in sorted(command.offered, key=_turn):
        ours.accept(offered)
    if ours.kinds:
        ours.happened += begun_by_changes(file, ours.file.case, tuple(ours.kinds), command.today)
    return Taken(tuple(ours.happened), tuple(ours.taken), tuple(ours.stale), tuple(ours.waiting))


def _turn(offered: Offered) -> int:
    kind = offered.difference.kind
    return {"member_joined": 0, "consent": 2}.get(kind, 1)


class _Taking:
    """The file as it is after what was taken so far; `kinds`: of the changes for which it is checked again."""

    def __init__(self, command: Take, file: Open) -> None:
        self.command, self.file = command, file
        self.happened, self.kinds = list[object](), list[str]()
        self.taken, self.stale, self.waiting = list[str](), list[str](), list[tuple[str, str]]()

    def accept(self, offered: Offered) -> None:
        difference = offered.difference
        if difference.kind in TOLD_ONLY:
            self.waiting.append((offered.id, "difference_told_only"))
        elif difference.kind == "gone":
            self._gone(offered)
        elif difference.kind == "elsewhere":
            self._hand_over(offered)
        elif is_overtaken(self.file, difference):
            self.stale.append(offered.id)
        elif (why := self._impossible(difference)) is not None:
            self.waiting.append((offered.id, why))
        else:
            self._apply(offered, _proposed(self.command, offered))

    def _impossible(self, difference: Difference) -> str | None:
        if difference.kind == "member_joined":
            if difference.person in self.command.elsewhere:
                return "person_elsewhere"
            if len(self.file.case.members) >= MEMBERS_MAX:
                return "file_full"
        proposed = (topic_of(difference), tuple(p for p in (difference.person,) if p))
        return "change_waits" if any(topic(one) == proposed for one in self.file.pending) else None

    def _apply(self, offered: Offered, proposed: events.ChangeProposed) -> None:
        after = changed(self.file.case, proposed)
        approved = events.ChangeDecided(change=proposed.change, decision="approve", reason=self.command.reason)
        if asks_again(self.file, after, self.command.today):
            self.kinds.append(proposed.kind)
        self._happen(
            [proposed, *([] if proposed.kind in AT_ONCE else [approved]), file_changed(proposed, after)], offered
        )

    def _gone(self, offered: Offered) -> None:
        """Nobody is closed by a machine: the household is asked about again, and a person decides."""
        if self.file.recheck is not None:
            self.stale.append(offered.id)
            return
        self._happen([begun_for(self.file, (NOT_IN_THE_SURVEY,), self.command.today)], offered)

    def _hand_over(self, offered: Offered) -> None:
        """转档 is proposed to the union of the sheet; that takes it or does not, as every hand-over."""
        to, command = self.command.sheet_org_path, self.command
        if to == self.file.case.org_path:
            self.stale.append(offered.id)  # it has moved there already
            return
        proposal = ProposeMove(
            by=command.by, move=offered.change, to_org_path=to, reason="kept_elsewhere", text=command.reason
        )
        try:
            self._happen(move.propose(proposal, self.file), offered)
        except DomainError as refused:
            self.waiting.append((offered.id, refused.code))

    def _happen(self, happened: Sequence[object], offered: Offered) -> None:
        self.file = open_file(HOUSEHOLD.after(self.file, happened))
        self.happened += happened
        self.taken.append(offered.id)


def is_overtaken(file: Open, difference: Difference) -> bool:
    """The file says by now something else than the row was compared with."""
    if difference.kind == "member_joined":
        return difference.person in file.case.members
    try:
        return before(file.case, cast(ChangeKind, difference.kind), difference.person) != difference.before
    except DomainError:  # the member has left
        return True


def topic_of(difference: Difference) -> str:
    return "goes" if difference.kind in GOES else difference.kind


def _proposed(command: Take, offered: Offered) -> events.ChangeProposed:
    difference = offered.difference
    return events.ChangeProposed(
        change=offered.change,
        kind=cast(ChangeKind, difference.kind),
        persons=(difference.person,) if difference.person else (),
        on=command.read_on,
        by=command.importer,
        account=difference.account,
        before=difference.before,
        after=difference.after,
        reason=command.reason,
    )
