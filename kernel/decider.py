"""An event-sourced aggregate as a value: where it begins, and how each of its events moves it on.

Domains write it, the chassis folds stored streams with it. Deciding itself stays plain functions,
`command, state -> events`: each has its own command.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

State = TypeVar("State")


@dataclass(frozen=True)
class Decider(Generic[State]):
    """`evolve` raises `UnknownEvent` for an event it does not know: a stored stream may hold anything."""

    initial: Callable[[], State]
    evolve: Callable[[State, object], State]

    def after(self, state: State, events: Iterable[object]) -> State:
        """The state that these events lead to."""
        for event in events:
            state = self.evolve(state, event)
        return state
