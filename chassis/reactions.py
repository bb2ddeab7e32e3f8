"""Reactors: what a service does about a message, a timer or an answer. Lock keys first, all handlers, one append.

This is the one place where effects of several items share a transaction.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from chassis.store import Conflict, Transaction, Unit

Item = TypeVar("Item", contravariant=True)


def no_lock_keys(_transaction: Transaction, _item: object) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class Reaction(Generic[Item]):
    """`handle(transaction, item)` gives the unit to append, or None; `lock_keys` those it needs.

    Which keys these are is read through the same transaction: a second connection taken while one is in hand would let
    workers wait for each other when the pool is empty.
    """

    handle: Callable[[Transaction, Item], Unit | None]
    lock_keys: Callable[[Transaction, Item], Iterable[str]] = no_lock_keys


class MovedOn(Exception):
    """A stream moved on between load and append: the whole transaction is to be done again."""


def react(transaction: Transaction, work: Sequence[tuple[Reaction[Any], Any]]) -> None:
    """Takes all lock keys in one order, lets every handler decide, appends once."""
    transaction.lock(key for reaction, item in work for key in reaction.lock_keys(transaction, item))
    units = [unit for reaction, item in work if (unit := reaction.handle(transaction, item)) is not None]
    for outcome in transaction.append(units) if units else ():
        if isinstance(outcome, Conflict):
            raise MovedOn(outcome.stream)
