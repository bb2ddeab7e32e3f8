"""A feed that brings one message in five again: at once, or much later, behind others, as a bus may."""

import os
import random
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

from chassis.bus import Feed
from chassis.message import Mark, Message

SHARE = 0.2
KEPT = 200


class Redelivering:
    """Wraps a feed; every repeat leaves one byte in `counted`, which outlives any kill."""

    def __init__(self, feed: Feed, counted: Path, share: float = SHARE) -> None:
        self._feed = feed
        self._share = share
        self._old: dict[int, deque[Message]] = {}
        self._random = random.Random()
        self._counted = os.open(counted, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def poll(self, timeout_s: float) -> Mapping[int, Sequence[Message]]:
        brought = self._feed.poll(timeout_s)
        return {partition: self._again(partition, messages) for partition, messages in brought.items()}

    def assigned(self) -> set[int]:
        return self._feed.assigned()

    def seek(self, partition: int, mark: Mark) -> None:
        self._feed.seek(partition, mark)

    def close(self) -> None:
        self._feed.close()
        os.close(self._counted)

    def _again(self, partition: int, messages: Sequence[Message]) -> list[Message]:
        """Each message, and behind one in five of them one that has been before, of any age."""
        old = self._old.setdefault(partition, deque(maxlen=KEPT))
        brought = []
        for message in messages:
            brought.append(message)
            old.append(message)
            if self._random.random() < self._share:
                brought.append(self._random.choice(old) if self._random.random() < 0.5 else message)
        os.write(self._counted, b"." * (len(brought) - len(messages)))
        return brought
