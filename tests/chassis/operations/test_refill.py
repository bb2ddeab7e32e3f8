"""A refill sets the relay back, and a relay that runs meanwhile takes it up."""

from collections.abc import Callable, Sequence

import psycopg
import pytest

from chassis import relay
from chassis.message import Message
from chassis.operations import refill
from chassis.operations.events import RelaySetBack
from chassis.store.postgres import PostgresStore
from chassis.urls import ServiceUrls
from tests.chassis.operations.conftest import WHO, told
from tests.support.events import noted


class Topic:
    """Acknowledges everything; `meanwhile` is done before the acknowledgement."""

    def __init__(self) -> None:
        self.sent: list[int] = []
        self.meanwhile: Callable[[], object] = lambda: None

    def publish(self, messages: Sequence[Message]) -> int:
        self.sent += [message.position for message in messages]
        self.meanwhile()
        return len(messages)

    def close(self) -> None: ...


def append(store: PostgresStore, *subjects: str) -> None:
    with store.transaction() as transaction:
        transaction.append([noted(store.codec, subject, 0, "met") for subject in subjects])


def relay_once(store: PostgresStore, topic: Topic, holder: str = "one") -> int:
    lease = relay.take_lease(store, holder)
    assert lease is not None
    return relay.step(store, topic, "intake", lease)


def test_everything_is_published_again_and_the_act_is_on_record(
    store: PostgresStore, operated: PostgresStore, database: ServiceUrls
) -> None:
    append(store, "h1", "h2", "h3")
    topic = Topic()
    relay_once(store, topic)

    back = refill.set_back(operated, WHO)
    while relay_once(store, topic):
        pass

    assert (back.was, back.place, back.goal) == (3, 0, 3)
    assert topic.sent == [1, 2, 3, 1, 2, 3, 4]  # 4 tells of the refill itself
    assert told(operated) == [("operator:li", RelaySetBack(first=1, was=3))]
    with psycopg.connect(database.operator) as operator:
        assert refill.place_of(operator) == refill.RelayPlace(4, True)


def test_from_a_position_nothing_before_it_is_published_again(store: PostgresStore, operated: PostgresStore) -> None:
    append(store, "h1", "h2", "h3")
    topic = Topic()
    relay_once(store, topic)
    assert refill.set_back(operated, WHO, first=3).place == 2
    relay_once(store, topic)
    assert topic.sent == [1, 2, 3, 3, 4]


def test_a_place_is_never_moved_forward(store: PostgresStore, operated: PostgresStore) -> None:
    append(store, "h1", "h2", "h3")
    topic = Topic()
    relay_once(store, topic)
    assert refill.set_back(operated, WHO, first=900).place == 3


def test_a_relay_that_is_sending_meanwhile_does_not_undo_it(store: PostgresStore, operated: PostgresStore) -> None:
    append(store, "h1", "h2")
    topic = Topic()
    relay_once(store, topic)
    append(store, "h3")
    topic.meanwhile = lambda: refill.set_back(operated, WHO)
    relay_once(store, topic)
    topic.meanwhile = lambda: None

    while relay_once(store, topic):
        pass

    assert topic.sent == [1, 2, 3, 1, 2, 3, 4]


def test_a_relay_set_back_without_a_new_epoch_undoes_it(store: PostgresStore) -> None:
    append(store, "h1", "h2")
    topic = Topic()
    relay_once(store, topic)
    append(store, "h3")

    def set_back_carelessly() -> None:
        with store.transaction() as transaction:
            transaction.connection.execute("UPDATE relay SET position = 0")

    topic.meanwhile = set_back_carelessly
    relay_once(store, topic)
    topic.meanwhile = lambda: None
    assert relay_once(store, topic) == 0


def test_a_store_that_was_never_relayed_has_nothing_to_refill(operated: PostgresStore) -> None:
    with pytest.raises(refill.NeverRelayed):
        refill.set_back(operated, WHO)
    assert told(operated) == []
