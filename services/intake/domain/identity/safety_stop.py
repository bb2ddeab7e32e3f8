"""Circuit breaker of an import: a roster that would make implausibly many duplicates stops before a row is taken.

Last year's survey sent again under new spellings, or two unions' sheets in one, doubles every family at once; a person
looks first. Both bounds are **ours** where the parameters `import_stop_rows` and `import_stop_percent` are not set.
"""

from typing import Final

from msgspec import Struct

from kernel.decider import Decider
from kernel.errors import DomainError, UnknownEvent
from kernel.subject import is_same
from services.intake.domain.events import RosterReleased, RosterStopped, RosterStopWithdrawn, StopReason

ROWS_MIN: Final = 20
SHARE_MAX_PERCENT: Final = 10


class Bounds(Struct, frozen=True):
    """Of the importer's place. As few are looked at one by one, as near duplicates."""

    rows_min: int = ROWS_MIN
    share_max_percent: int = SHARE_MAX_PERCENT


class Stop(Struct, frozen=True):
    stopped: RosterStopped | None = None
    released: bool = False
    withdrawn: bool = False


def initial() -> Stop:
    return Stop()


def evolve(state: Stop, event: object) -> Stop:
    match event:
        case RosterStopped():
            return Stop(event)
        case RosterReleased():
            return Stop(state.stopped, released=True)
        case RosterStopWithdrawn():
            return Stop(state.stopped, withdrawn=True)
    raise UnknownEvent(event)


STOP: Final = Decider(initial, evolve)


def is_implausible(new: int, likely: int, bounds: Bounds) -> bool:
    """`likely`: how many of the `new` rows share a person, a name with its day of birth, or an account with others."""
    return likely >= bounds.rows_min and likely * 100 > new * bounds.share_max_percent


def stop(found: RosterStopped, state: Stop) -> list[object]:
    """The same sheet again waits for the same answer; one that was withdrawn may be asked about anew."""
    return [found] if state.stopped is None or state.withdrawn else []


def decide(by: str, release: bool, reason: StopReason, state: Stop) -> list[object]:
    """Released by another than who imported it; withdrawn by whoever sees that it is wrong."""
    if state.stopped is None or state.released or state.withdrawn:
        raise DomainError("stop_not_waiting")
    if not release:
        return [RosterStopWithdrawn(reason=reason)]
    if is_same(by, state.stopped.by):
        raise DomainError("released_by_who_imported")
    return [RosterReleased(reason=reason)]
