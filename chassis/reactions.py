"""What a service does about a message, a timer or an answer: guards first, all handlers, one append.

This is the one place where effects of several items share a transaction (DESIGN §4).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from chassis.store import Conflict, Unit


def no_guards(item: Any) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class Reaction:
    """`handle(transaction, item)` gives the unit to append, or None; `guards(item)` the keys it needs locked."""

    handle: Callable[[Any, Any], Unit | None]
    guards: Callable[[Any], Iterable[str]] = no_guards


class MovedOn(Exception):
    """A stream moved on between load and append: the whole transaction is to be done again."""


def react(transaction: Any, work: Sequence[tuple[Reaction, Any]]) -> None:
    """Locks all guards in one order, lets every handler decide, appends once."""
    transaction.lock(key for reaction, item in work for key in reaction.guards(item))
    units = [unit for reaction, item in work if (unit := reaction.handle(transaction, item)) is not None]
    for outcome in transaction.append(units) if units else ():
        if isinstance(outcome, Conflict):
            raise MovedOn(outcome.stream)
