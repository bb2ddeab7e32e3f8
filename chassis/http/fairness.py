"""Max-min fairness of bodies that come in: where there is no room for another, the largest holder's newest gives way.

Shares alone leave a gap: four subjects of two organisations may each keep within theirs, and together hold all there is
for as long as a body may take. Who holds less than they do is let in at once all the same.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final, Generic, Protocol, TypeVar

from chassis.http.shares import Share

_GROUP: Final = -1
_WHO: Final = -2
"""Where a caller's shares name its organisation and its subject (`shares_of`)."""


class Body(Protocol):
    """What is asked of a body (`body_limit.py`)."""

    @property
    def shares(self) -> tuple[Share, ...]: ...


B = TypeVar("B", bound=Body)


class Coming(Generic[B]):
    """Owned by the event loop: no lock."""

    def __init__(self) -> None:
        self._bodies: dict[B, None] = {}
        """Oldest first."""

    def enter(self, body: B) -> None:
        self._bodies[body] = None

    def leave(self, body: B) -> None:
        self._bodies.pop(body, None)

    def who_gives_way(self, to: tuple[Share, ...], more: int, lacking: Share, size: Callable[[B], int]) -> B | None:
        """Of those who hold what is `lacking`, one of a holder who has more than `to` will have with `more`.

        Organisations are compared first: many subjects make none larger.
        """
        newest_first = [body for body in reversed(self._bodies) if size(body) and lacking.is_held_by(body.shares)]
        for level in (_GROUP, _WHO):
            held = _held(newest_first, level, size)
            largest = max(held, key=held.__getitem__, default=to[level].name)
            if held[largest] > held[to[level].name] + more:
                theirs = [body for body in newest_first if body.shares[level].name == largest]
                by_subject = _held(theirs, _WHO, size)
                return max(theirs, key=lambda body: by_subject[body.shares[_WHO].name])
        return None


def _held(bodies: Sequence[B], level: int, size: Callable[[B], int]) -> Counter[tuple[str, str]]:
    held = Counter[tuple[str, str]]()
    for body in bodies:
        held[body.shares[level].name] += size(body)
    return held
