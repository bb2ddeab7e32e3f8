"""Fixtures of the bus contract: `bus` is each of the three in turn, `topic_bus` those with a relay and topics."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest

from chassis.bus import Feed, direct, kafka, memory
from chassis.urls import ServiceUrls
from tests.chassis.bus_contract import buses
from tests.chassis.bus_contract.buses import Direct, WithTopic
from tests.chassis.bus_contract.house import Bus, Listener, Source, TopicBus, Worker

FEW = 15
WITH_TOPIC = ["memory", pytest.param("kafka", marks=pytest.mark.kafka)]


@pytest.fixture(autouse=True)
def many_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Much comes in pages of a few."""
    monkeypatch.setattr(direct, "LIMIT", FEW)
    monkeypatch.setattr(memory, "LIMIT", FEW)
    monkeypatch.setitem(kafka.CONSUMER, "max_poll_records", FEW)


@pytest.fixture
def source(make_database: Callable[..., ServiceUrls]) -> Iterator[Source]:
    made = Source(f"source-{uuid4().hex[:12]}", make_database())
    yield made
    made.store.close()


@pytest.fixture
def listener(source: Source, make_database: Callable[..., ServiceUrls]) -> Iterator[Listener]:
    made = Listener(source, make_database())
    yield made
    made.store.close()


@pytest.fixture(params=["direct", *WITH_TOPIC])
def bus(request: pytest.FixtureRequest, source: Source, listener: Listener) -> Iterator[Bus]:
    if request.param == "direct":
        yield Direct(source, listener)
    else:
        made = _with_topic(request, source)
        yield made
        made.publisher.close()


@pytest.fixture(params=WITH_TOPIC)
def topic_bus(request: pytest.FixtureRequest, source: Source) -> Iterator[TopicBus]:
    made = _with_topic(request, source)
    yield made
    made.publisher.close()


@pytest.fixture
def closing() -> Iterator[Callable[[Feed], Feed]]:
    """`closing(feed)` closes it at the end of the test, whatever happened."""
    feeds: list[Feed] = []

    def keep(feed: Feed) -> Feed:
        feeds.append(feed)
        return feed

    yield keep
    for feed in feeds:
        feed.close()


@pytest.fixture
def hire(listener: Listener, closing: Callable[[Feed], Feed]) -> Callable[[Feed], Worker]:
    """One more worker of the listener, on the feed given."""
    return lambda feed: Worker(listener, closing(feed))


def _with_topic(request: pytest.FixtureRequest, source: Source) -> WithTopic:
    if request.param == "memory":
        return buses.memory(source)
    return buses.kafka(source, request.getfixturevalue("kafka").bootstrap)
