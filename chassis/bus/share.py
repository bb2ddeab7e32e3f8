"""Partition assignment of one worker of a group, and which partitions its caller must seek anew."""

import time
from collections.abc import Iterable


class Share:
    """Kept by a feed whose group may take and give partitions while its caller looks away.

    A caller seeks what is new in the answer of `tell`. A partition that was lost and got back between two answers
    would not look new, nobody would seek it, and it would stay silent: so it is reported as unassigned once.

    Owned by the feed's one caller; a group's listener is called inside that caller's `poll` or `close`.
    """

    def __init__(self) -> None:
        self.held: set[int] = set()
        self._told: set[int] = set()
        self._anew: set[int] = set()
        self._undecided_since: float | None = None

    def lose(self) -> None:
        """The group decides anew; until it has, nothing is held."""
        self.become((), ())
        self._undecided_since = time.monotonic()

    def waited_s(self) -> float:
        """For how long the group has been deciding; 0 once it has."""
        return 0.0 if self._undecided_since is None else time.monotonic() - self._undecided_since

    def become(self, held: Iterable[int], anew: Iterable[int]) -> None:
        """The group decided: this is held now, and `anew` of it has no place to read from."""
        self.held = set(held)
        self._undecided_since = None
        self._anew |= set(anew)

    def tell(self) -> set[int]:
        """The answer of `Feed.assigned`, for the one caller that seeks by it."""
        self._told = self.held - (self._anew & self._told)
        self._anew = set()
        return set(self._told)

    def told(self) -> bool:
        """Whether the caller knows all that is held; while it does not, waiting for messages is idle."""
        return self._told == self.held and not self._anew
