"""What must hold, read from what the stores, the topic and the acknowledged answers hold, and from nothing else."""

from collections import defaultdict
from typing import Any

from chassis.message import Mark, Message
from chassis.store import PARTITIONS
from chassis.store.memory import MemoryStore
from tests.simulation.vocabulary import DESK, LISTENING, SAID


class Broken(BaseException):
    """Something that must hold did not. No `except Exception` of the chassis may swallow that."""


def must(holds: object, otherwise: str) -> None:
    if not holds:
        raise Broken(otherwise)


def order_has_no_gap(store: MemoryStore, since: int) -> None:
    """The events behind position `since`: what a follower that read so far would find next."""
    heads = [0] * PARTITIONS
    for position, partition, *_ in store.events[:since]:
        heads[partition] = position
    for expected, (position, partition, previous, _) in enumerate(store.events[since:], since + 1):
        must(position == expected, f"position {position} stands where {expected} belongs")
        must(previous == heads[partition], f"{position} names {previous} before it, not {heads[partition]}")
        heads[partition] = position
    must(store.position == len(store.events), "the counter is not the last position")


def streams_have_no_gap(store: MemoryStore) -> None:
    versions: dict[str, list[int]] = defaultdict(list)
    for *_, row in store.events:
        versions[row.stream].append(row.version)
    for stream, found in versions.items():
        must(found == list(range(1, len(found) + 1)), f"{stream} holds the versions {found}")


def answered_is_stored_once(store: MemoryStore, answered: dict[str, tuple[Any, bytes]]) -> None:
    texts = [row.recorded.event.text for *_, row in store.events]
    must(len(texts) == len(set(texts)), f"said twice: {sorted({text for text in texts if texts.count(text) > 1})}")
    for key, (request, response) in answered.items():
        must(store.answer(key) == ("asked", response), f"the answer to {key} is not the one stored")
        must(set(request.texts) <= set(texts), f"{key} was answered, and is not stored")


def read_model_equals_its_rebuild(store: MemoryStore) -> None:
    rebuilt = [(row.type, (row.subject, row.recorded.event.text, position)) for position, _, _, row in store.events]
    must(store.projected == rebuilt, "the read model is not what the events say")


def place_is_acknowledged(store: MemoryStore, arrived: set[int]) -> None:
    missing = [position for position in range(1, store.relay.position + 1) if position not in arrived]
    must(not missing, f"the relay's place is {store.relay.position}; {missing} never reached the topic")


def topic_is_complete(store: MemoryStore, partitions: list[list[Message]], unbroken: bool) -> None:
    """Whoever reads a partition from its beginning, dropping what is known and skipping behind gaps, gets all of it
    in order. With no send lost in the middle and no topic made anew, the first appearances alone are in order.
    """
    for partition, log in enumerate(partitions):
        wanted = [position for position, of, *_ in store.events if of == partition]
        mark, read = 0, []
        for message in log:
            if message.previous == mark:
                mark = message.position
                read.append(mark)
        must(read == wanted, f"partition {partition} of the topic reads {read}, not {wanted}")
        if unbroken:
            first = list(dict.fromkeys(message.position for message in log))
            must(first == wanted, f"first appearances on partition {partition}: {first}")


class Effects:
    """Of each subject: the effects, then what is parked, are what was said up to the mark, in order, each once."""

    def __init__(self, desk: MemoryStore, till: MemoryStore) -> None:
        self._desk, self._till = desk, till
        self._said: list[tuple[int, int, str, str]] = []
        self._told = 0
        self._heard: dict[str, list[str]] = defaultdict(list)
        self._effects = 0

    def check(self) -> None:
        """What was read before is not read again: both stores only grow."""
        self._read_on()
        marks = [self._till.marks.get((LISTENING, DESK, one), Mark()).position for one in range(PARTITIONS)]
        told: dict[str, list[str]] = {}
        for position, partition, subject, text in self._said:
            if position <= marks[partition]:
                told.setdefault(subject, []).append(text)
        handled = {subject: [*heard] for subject, heard in self._heard.items()}
        for _, _, position in sorted(self._till.parked):
            row = self._desk.events[position - 1][3]
            handled.setdefault(row.subject, []).append(row.recorded.event.text)
        must(handled == told, f"handled, then parked: {handled}; told up to the marks: {told}")

    def _read_on(self) -> None:
        for position, partition, _, row in self._desk.events[self._told :]:
            if row.type == SAID:
                self._said.append((position, partition, row.subject, row.recorded.event.text))
        for *_, row in self._till.events[self._effects :]:
            heard = self._heard[row.subject]
            heard.append(row.recorded.event.text)
            must(row.recorded.event.nth == len(heard), f"the effect of {heard[-1]} did not see the one before it")
        self._told, self._effects = len(self._desk.events), len(self._till.events)


def first_parked(desk: MemoryStore, till: MemoryStore) -> set[str]:
    """The text of each parked subject's first message: once all is tried again, only what is still ill."""
    firsts: dict[str, str] = {}
    for key in sorted(till.parked):
        message = till.parked[key].message
        firsts.setdefault(message.subject, desk.events[message.position - 1][3].recorded.event.text)
    return set(firsts.values())
