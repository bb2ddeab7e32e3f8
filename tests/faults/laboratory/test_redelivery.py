"""The wrapped feed brings one message in five again, loses none, and a subscription's effects stay the same."""

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path

from chassis.message import Mark, Message
from lab.faults.redelivery import SHARE, Redelivering

COUNT = 2_000


class Line:
    """A feed that brings ten messages at each poll."""

    def __init__(self) -> None:
        self.position = 0

    def poll(self, timeout_s: float) -> Mapping[int, Sequence[Message]]:
        first, self.position = self.position + 1, min(self.position + 10, COUNT)
        return {0: [message(at) for at in range(first, self.position + 1)]}

    def assigned(self) -> set[int]:
        return {0}

    def seek(self, partition: int, mark: Mark) -> None:
        self.position = mark.position

    def close(self) -> None: ...


def message(position: int) -> Message:
    return Message("intake", 0, position, position - 1, "h", "t", b"")


def test_one_message_in_five_comes_again_behind_itself_and_none_is_lost(tmp_path: Path) -> None:
    line = Line()
    feed = Redelivering(line, tmp_path / "redelivered")
    told: list[Message] = []
    while line.position < COUNT:
        told += feed.poll(0)[0]
    feed.close()
    firsts = list(dict.fromkeys(each.position for each in told))
    assert firsts == list(range(1, COUNT + 1))
    repeats = len(told) - COUNT
    assert 0.8 * SHARE < repeats / COUNT < 1.2 * SHARE
    assert (tmp_path / "redelivered").stat().st_size == repeats


def test_old_messages_come_again_long_after(tmp_path: Path) -> None:
    feed = Redelivering(Line(), tmp_path / "redelivered")
    feed.poll(0)
    later = [each.position for _ in range(10) for each in feed.poll(0)[0]]
    feed.close()
    assert any(after < before - 10 for before, after in itertools.pairwise(later))
