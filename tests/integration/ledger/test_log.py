"""Every event gets its number and its leaf hash, once, whatever its body says."""

import hashlib

import msgspec

from chassis import subscription
from tests.integration.ledger.conftest import Ledger, opened


def test_messages_are_numbered_from_zero_without_a_gap_and_redelivery_adds_nothing(ledger: Ledger) -> None:
    ledger.service.vault.create("h1")
    message = ledger.said("h1", opened("h1", ("person:a",)))

    ledger.handle(message)
    ledger.handle(message)

    rows = ledger.rows("SELECT index, source, position, leaf_hash, body FROM log")
    assert rows == [(0, "intake", 1, hashlib.sha256(b"\x00" + message.body).digest(), message.body)]


def test_a_body_that_nobody_can_read_is_sequenced_all_the_same(ledger: Ledger) -> None:
    ledger.service.vault.create("h1")
    message = msgspec.structs.replace(ledger.said("h1", opened("h1", ("person:a",))), body=b"\xff\x00")
    (log,) = [each for each in ledger.service.subscriptions if each.name == "log" and each.source == "intake"]

    stepped = subscription.step(ledger.service.store, log, message.partition, [message])

    assert stepped.handled == 1
    assert ledger.rows("SELECT body FROM log") == [(b"\xff\x00",)]
    assert ledger.parked() == []
