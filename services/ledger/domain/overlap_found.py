"""State machine of one finding: what comes to light when a union's money has left already, by a giver's report, or by
an agency's answer that turns out otherwise.

It stands as long as a report does that it rests on: whoever is asked to recover money must not be asked for nothing.
"""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from contracts.ledger import FindingRaised, FindingWithdrawn
from kernel.decider import Decider
from kernel.errors import UnknownEvent
from services.ledger.domain.aid import Act
from services.ledger.domain.commands import FileState
from services.ledger.domain.neighbours import Neighbour
from services.ledger.domain.rules import PAID_ON_CORRECTED_FACT, overlap


class NotStanding(Struct, frozen=True):
    """Never raised, or withdrawn."""


class Standing(Struct, frozen=True):
    raised: FindingRaised


State = NotStanding | Standing


def initial() -> State:
    return NotStanding()


def evolve(state: State, event: object) -> State:
    match event:
        case FindingRaised():
            return Standing(event)
        case FindingWithdrawn():
            return NotStanding()
        case _:
            raise UnknownEvent(event)


FINDING: Final = Decider(initial, evolve)


def follow(finding: str, act: Act, reported: Sequence[Neighbour], state: State) -> list[object]:
    """`reported`: all that the giver says now about the persons or the bill of a union's confirmed or paid `act`."""
    found = [one for neighbour in reported if (one := _found(finding, act, neighbour)) is not None]
    if not isinstance(state, Standing):
        return [*found[:1]]
    if any(_says_the_same(one, state.raised) for one in found):
        return []
    return [FindingWithdrawn(finding=finding, act=act.act), *found[:1]]


def follow_recall(act: Act, found: FindingRaised | None, state: State) -> list[object]:
    """`found` None: the re-check kept the file, and there is nothing to recover."""
    if found is not None:
        return [] if isinstance(state, Standing) else [found]
    return [FindingWithdrawn(finding=recall_of(act.act), act=act.act)] if isinstance(state, Standing) else []


def of_a_recall(act: Act) -> FindingRaised:
    return FindingRaised(finding=recall_of(act.act), act=act.act, rule=PAID_ON_CORRECTED_FACT.rule, clause="")


def recall_of(act: str) -> str:
    """One for each act, however often an answer turns out otherwise."""
    return f"recall-{act}"


def finding_of(giver: str, act: str) -> str:
    """One for each giver and act, however many reports it sends of it."""
    return f"{giver}-{act}"


def _found(finding: str, act: Act, neighbour: Neighbour) -> FindingRaised | None:
    broken = overlap(act, FileState.OPEN, [neighbour])
    if broken is None or broken.shown is None:
        return None
    return FindingRaised(finding=finding, act=act.act, rule=broken.rule, clause=broken.clause, other=broken.shown)


def _says_the_same(one: FindingRaised, other: FindingRaised) -> bool:
    return (one.rule, one.other) == (other.rule, other.other)
