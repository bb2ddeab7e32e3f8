"""What stands on the topics is compared with the stores: all of it, in order, byte for byte."""

from collections import defaultdict
from collections.abc import Callable, Sequence

import msgspec
import pytest

import checks
from chassis import operations
from chassis.message import Message
from chassis.operations import Operator, refill
from chassis.roles import SERVICES
from checks.report import Report
from checks.storage import Storage
from contracts import intake
from tests.checks.world import NOON, World
from tests.contracts.examples import example

Topic = list[Message]


class Copied:
    """The topics of all services as their relays would have filled them; `of` may be changed."""

    def __init__(self, storage: Storage) -> None:
        self.of: dict[tuple[str, int], Topic] = defaultdict(list)
        query = "SELECT partition, position, previous, subject, type, body FROM events ORDER BY position"
        for service in SERVICES:
            for row in storage.rows(service, query):
                self.of[service, row[0]].append(Message(service, *row))

    def messages(self, source: str, partition: int) -> Sequence[Message]:
        return self.of[source, partition]


@pytest.fixture
def topics(world: World, storage: Storage) -> Copied:
    """Five events of one household in intake, and the relays through."""
    for _ in range(5):
        world.tell("intake", "h1", example(intake.NoticePosted))
    for service in SERVICES:
        world.damage(service, "UPDATE relay SET epoch = 1, position = (SELECT position FROM counter)")
    return Copied(storage)


def report_on(storage: Storage, topics: Copied) -> Report:
    return checks.run(storage, topics=topics)


def sentences(report: Report) -> list[str]:
    return [problem.sentence for problem in report.problems if "topic" in problem.sentence]


def intakes(topics: Copied) -> Topic:
    (filled,) = [topic for (service, _), topic in topics.of.items() if service == "intake"]
    return filled


def test_what_the_relays_published_breaks_nothing_however_often_it_is_repeated(
    storage: Storage, topics: Copied
) -> None:
    told = intakes(topics)
    assert sentences(report_on(storage, topics)) == []
    told += told[2:]
    report = report_on(storage, topics)
    assert sentences(report) == []
    assert "topics hold every event in order" in report.checked
    assert "topics hold every event in order" not in checks.run(storage).checked


def test_an_event_above_the_relays_place_is_not_missed_on_the_topic(
    world: World, storage: Storage, topics: Copied
) -> None:
    world.damage("intake", "UPDATE relay SET position = 3")
    del intakes(topics)[3:]
    assert sentences(report_on(storage, topics)) == []


BREACHES: dict[str, Callable[[Topic], object]] = {
    "a reader of a topic does not come to an event": lambda topic: topic.pop(2),
    "a topic has other bytes, or another predecessor, than the event's": lambda topic: topic.append(
        msgspec.structs.replace(topic[0], body=b"{}")
    ),
    "a topic has an event that its source does not have": lambda topic: topic.append(
        msgspec.structs.replace(topic[-1], position=900, previous=5)
    ),
    "an event came to its topic before an earlier one": lambda topic: topic.insert(0, topic[3]),
}


@pytest.mark.parametrize("sentence", BREACHES)
def test_a_planted_breach_on_a_topic_is_named(storage: Storage, topics: Copied, sentence: str) -> None:
    BREACHES[sentence](intakes(topics))
    assert sentence in sentences(report_on(storage, topics))


def test_behind_what_came_meanwhile_a_refill_brings_the_rest(world: World, storage: Storage, topics: Copied) -> None:
    lost_and_refilled = intakes(topics)[3:] + intakes(topics)
    partition = lost_and_refilled[0].partition
    topics.of["intake", partition] = lost_and_refilled
    assert sentences(report_on(storage, topics)) == ["an event came to its topic before an earlier one"]
    store = operations.open_store("intake", world.urls.services["intake"].app)
    refill.set_back(store, Operator("li", NOON))
    store.close()
    assert sentences(report_on(storage, topics)) == []


def test_a_refill_from_the_middle_onto_an_empty_topic_leaves_its_beginning_missing(
    world: World, storage: Storage, topics: Copied
) -> None:
    del intakes(topics)[:2]
    (problem,) = [one for one in report_on(storage, topics).problems if "topic" in one.sentence]
    assert (problem.sentence, problem.count, problem.kind) == (
        "a reader of a topic does not come to an event",
        5,
        "lost",
    )
