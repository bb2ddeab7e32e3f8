"""Publishers and feeds that may fail: produce, poll and offset. `idle` is called when nothing has come."""

from collections.abc import Callable, Mapping, Sequence

from chassis.bus import Feed, Publisher
from chassis.bus.memory import MemoryBus
from chassis.message import Mark, Message
from tests.faults.each_call.sites import ONCE, TWICE, Mode, Sites

PUBLISH: tuple[Mode, ...] = ("before", "after", "torn", "holed")


class PublisherPort:
    """Nothing is sent; everything is sent and nobody hears of it; all but the last is sent; all but the first is."""

    def __init__(self, real: Publisher, source: str, sites: Sites) -> None:
        self._real, self._source, self._sites = real, source, sites

    def publish(self, messages: Sequence[Message]) -> int:
        mode = self._sites.at("publish", self._source, "one" if len(messages) == 1 else "several", PUBLISH)
        if mode == "holed":
            self._real.publish(messages[1:])
            return 0
        if mode == "torn":
            return self._real.publish(messages[:-1])
        if mode == "before":
            raise ConnectionError("broker lost before sending")
        acknowledged = self._real.publish(messages)
        if mode == "after":
            raise ConnectionError("broker lost after sending")
        return acknowledged

    def close(self) -> None:
        """The relay's turn is over; the house goes on."""


class FeedPort:
    """A poll that fails after its effect has moved on in the topic, and its messages are lost with it."""

    def __init__(self, real: Feed, service: str, sites: Sites, idle: Callable[[], None]) -> None:
        self._real, self._service, self._sites, self._idle = real, service, sites, idle
        self._left: dict[int, Sequence[Message]] = {}

    def poll(self, timeout_s: float) -> Mapping[int, Sequence[Message]]:
        found, self._left = self._left or dict(self._real.poll(0)), {}
        if not found:
            self._idle()
        mode = self._sites.at("poll", self._service, "messages", TWICE) if found else self._nothing_came()
        if mode == "before":
            self._left = found  # nobody has taken them
        if mode is not None:
            raise ConnectionError(f"broker lost {mode} polling")
        return found

    def assigned(self) -> set[int]:
        return self._real.assigned()

    def seek(self, partition: int, mark: Mark) -> None:
        mode = self._sites.at("offset", self._service)
        if mode == "before":
            raise ConnectionError("broker lost before seeking")
        self._left.pop(partition, None)
        self._real.seek(partition, mark)
        if mode == "after":
            raise ConnectionError("broker lost after seeking")

    def close(self) -> None:
        """The follower's turn is over; the house goes on."""

    def _nothing_came(self) -> Mode | None:
        return self._sites.at("poll", self._service, "nothing", ONCE)


class MemoryTopics:
    """The topics of the memory bus, for the checks."""

    def __init__(self, bus: MemoryBus) -> None:
        self._bus = bus

    def messages(self, source: str, partition: int) -> Sequence[Message]:
        return list(self._bus.topic(source).partitions[partition])
