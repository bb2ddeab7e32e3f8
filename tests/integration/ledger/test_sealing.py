"""Every event gets its number and its leaf hash, once, whatever its body says."""

import hashlib
from collections.abc import Callable

import pytest

from chassis import subscription
from contracts import assistance, intake
from services.ledger.bootstrap import bootstrap
from tests.integration.ledger.test_clearing import opened
from tests.support.service import Hosted


@pytest.fixture
def ledger(host: Callable[..., Hosted]) -> Hosted:
    return host("ledger", bootstrap, {"intake": intake.EVENTS, "assistance": assistance.EVENTS})


def test_messages_are_numbered_from_zero_without_a_gap_and_redelivery_adds_nothing(ledger: Hosted) -> None:
    ledger.service.vault.create("h1")
    message = ledger.publish("intake", opened("h1", ("person:a",)), "h1")

    ledger.handle(message)
    ledger.handle(message)

    with ledger.service.store.reading() as sql:
        rows = sql.execute("SELECT index, source, position, leaf_hash, body FROM log").fetchall()
    assert rows == [(0, "intake", 1, hashlib.sha256(b"\x00" + message.body).digest(), message.body)]


def test_a_body_that_nobody_can_read_is_sealed_all_the_same(ledger: Hosted) -> None:
    import msgspec

    ledger.service.vault.create("h1")
    message = msgspec.structs.replace(ledger.publish("intake", opened("h1", ("person:a",)), "h1"), body=b"\xff\x00")
    (log,) = [each for each in ledger.service.subscriptions if each.name == "log" and each.source == "intake"]

    stepped = subscription.step(ledger.service.store, log, message.partition, [message])

    assert stepped.handled == 1
    with ledger.service.store.reading() as sql:
        assert sql.execute("SELECT body FROM log").fetchall() == [(b"\xff\x00",)]
        assert sql.execute("SELECT count(*) FROM parked").fetchone() == (0,)
