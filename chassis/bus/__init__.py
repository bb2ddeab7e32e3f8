"""The bus between services: one port for `direct`, `kafka` and `memory`."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from chassis.message import Mark, Message


class Feed(Protocol):
    """One worker's share of one source. Messages of a partition come in order, from the mark sought.

    Anything may come twice and, after a failed send, with a gap that a re-send closes.
    """

    def poll(self, timeout_s: float) -> Mapping[int, Sequence[Message]]:
        """What has come, by assigned partition; {} at the time-out. Raises on an unreachable source."""

    def assigned(self) -> set[int]:
        """The partitions held now; one that is new must be sought before it gives messages."""

    def seek(self, partition: int, mark: Mark) -> None:
        """Resume right behind the mark (from the beginning when the topic is another one)."""

    def close(self) -> None: ...


class Publisher(Protocol):
    """The relay's way out."""

    def publish(self, messages: Sequence[Message]) -> int:
        """Sends in order; returns how many from the start were acknowledged without a gap."""

    def close(self) -> None: ...
