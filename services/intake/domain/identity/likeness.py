"""Record linkage by two thresholds (after Fellegi and Sunter): what two households share is weighed, and people decide.

Below `PROPOSED_FROM` nothing is said; from there a person is asked; from `URGENT_FROM` on no file is opened until they
have answered. Nothing is merged by the sum. All weights are **ours**, as data:

- A number that differs by one digit is weak alone: of those born on one day in one county some have one. With the
  name it is not.
- A name with its day of birth is held by some by chance; with the phone or the account they are hardly two.
- A phone is shared by relatives and by whoever fills in forms for others.
- An account is one person's: two households that are paid to it are one, or one of them is paid for the other.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from services.intake.domain.events import IdentityMarked, PersonMarks, Signal, SignalKind

WEIGHTS: Final[dict[SignalKind, int]] = {
    "number": 30,
    "name": 35,
    "name_and_birth": 45,
    "phone": 15,
    "account": 40,
}
"""`name` counts beside a near number alone; `name_and_birth` holds the name already."""

PROPOSED_FROM: Final = 40
URGENT_FROM: Final = 60

SHARED_MAX: Final = 20
"""A mark that more households have says nothing of any: an office's phone, a typist's."""


class Likeness(Struct, frozen=True):
    score: int
    signals: tuple[Signal, ...]

    @property
    def is_proposed(self) -> bool:
        return self.score >= PROPOSED_FROM

    @property
    def is_urgent(self) -> bool:
        return self.score >= URGENT_FROM


NOTHING: Final = Likeness(0, ())


def likeness(one: IdentityMarked, other: IdentityMarked, shared: frozenset[str]) -> Likeness:
    """The most that speaks for two of their members being one person, and what the households share.

    `shared`: marks that say something. A person who is in both by the same number is no near duplicate: they are found
    exactly, when the second file would open.
    """
    if {each.person for each in one.people} & {each.person for each in other.people}:
        return NOTHING
    pairs = [tuple(_of_two(mine, theirs, shared)) for mine in one.people for theirs in other.people]
    persons = max(pairs, key=lambda signals: (_weight(signals), signals[0].persons if signals else ()), default=())
    signals = (*persons, *_of_the_households(one, other, shared))
    return Likeness(_weight(signals), signals)


def _of_two(mine: PersonMarks, theirs: PersonMarks, shared: frozenset[str]) -> Iterator[Signal]:
    first, second = sorted((mine.person, theirs.person))
    both = (first, second)  # the same whichever household is looked at first
    near = bool(set(mine.near) & set(theirs.near))
    if near:
        yield Signal("number", both)
    if mine.name_birth == theirs.name_birth and mine.name_birth in shared:
        yield Signal("name_and_birth", both)
    elif near and mine.name == theirs.name:
        yield Signal("name", both)


def _of_the_households(one: IdentityMarked, other: IdentityMarked, shared: frozenset[str]) -> Iterator[Signal]:
    if one.account == other.account and one.account in shared:
        yield Signal("account")
    if one.phone == other.phone and one.phone in shared:
        yield Signal("phone")


def _weight(signals: Iterable[Signal]) -> int:
    return sum(WEIGHTS[signal.kind] for signal in signals)
