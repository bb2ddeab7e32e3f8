"""One question sheet 询问表, from the day it goes out to the file that two people bring back.

The four-eyes principle by the same bytes: whoever brings a filled sheet shows it, and another person shows the very
same file before anything of it counts. So nothing of it has to be kept in between.
"""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from kernel.decider import Decider
from kernel.errors import DomainError, UnknownEvent
from services.verification.domain import events


class Shown(Struct, frozen=True):
    """A file as it was brought or is confirmed: its digest, who shows it, and what it comes to."""

    sha256: str
    by: str
    questions: int
    refused: int
    today: date


class NoSheet(Struct, frozen=True):
    """Nobody took it out."""


class Out(Struct, frozen=True):
    """`confirmed`: digests of the files that count. Who brought which stands with the events."""

    agency: str
    items: tuple[str, ...]
    org_path: str
    brought: frozenset[str] = frozenset()
    confirmed: frozenset[str] = frozenset()


State = NoSheet | Out


def evolve(state: State, event: object) -> State:
    match state, event:
        case NoSheet(), events.SheetTakenOut():
            return Out(event.agency, event.items, event.org_path)
        case Out(), events.SheetBroughtBack():
            return replace(state, brought=state.brought | {event.sha256})
        case Out(), events.SheetConfirmed():
            return replace(state, confirmed=state.confirmed | {event.sha256})
    raise UnknownEvent(event)


SHEET: Decider[State] = Decider(NoSheet, evolve)


def bring_back(shown: Shown, state: Out) -> list[object]:
    """The same file again is a repeat."""
    if shown.sha256 in state.brought:
        return []
    return [
        events.SheetBroughtBack(
            agency=state.agency,
            sha256=shown.sha256,
            questions=shown.questions,
            refused=shown.refused,
            brought_on=shown.today,
        )
    ]


def first_of_two(confirming: str, brought_by: str | None) -> str:
    """`brought_by`: who first brought a file of these very bytes; None: nobody."""
    if brought_by is None:
        raise DomainError("sheet.not_brought")
    if brought_by == confirming:
        raise DomainError("sheet.second_person")
    return brought_by


def confirm(shown: Shown, state: Out) -> list[object]:
    """A file that counts already is confirmed no second time."""
    if shown.sha256 in state.confirmed:
        return []
    return [
        events.SheetConfirmed(
            agency=state.agency,
            sha256=shown.sha256,
            questions=shown.questions,
            refused=shown.refused,
            confirmed_on=shown.today,
        )
    ]
