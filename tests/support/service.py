"""One real service without its threads: real databases, real vault, and foreign facts handed to it by step."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from chassis import subscription, timers
from chassis.codec import Codec
from chassis.envelope import Context
from chassis.files import write_atomically
from chassis.message import Message
from chassis.service import Service
from chassis.settings import Settings
from chassis.store import partition_of
from chassis.urls import ServiceUrls, VaultUrls
from chassis.vault.postgres import PostgresVault
from machine import issuer

Bootstrap = Callable[[Settings], Service]


class Hosted:
    """A service and its neighbours' facts: `hear(source, event, subject)` is one message, handled at once."""

    def __init__(self, service: Service, settings: Settings, foreign: dict[str, Codec]) -> None:
        self.service = service
        self.settings = settings
        self._foreign = foreign
        self._position = 0
        self._last = dict.fromkeys((s, p) for s in foreign for p in range(64))

    def hear(self, source: str, event: Any, subject: str, at: datetime | None = None) -> Message:
        """Publishes a foreign fact and lets every subscription of that source handle it."""
        message = self.publish(source, event, subject, at)
        self.handle(message)
        return message

    def publish(self, source: str, event: Any, subject: str, at: datetime | None = None) -> Message:
        self._position += 1
        now = at or datetime.now(UTC)
        context = Context(actor="test", at=now, correlation="test")
        record, body = self._foreign[source].encode(
            event, context, subject=subject, key=subject, stream=f"test-{self._position}", version=1, now=now
        )
        partition = partition_of(subject)
        previous = self._last[source, partition] or 0
        self._last[source, partition] = self._position
        return Message(source, partition, self._position, previous, subject, record.type, body)

    def handle(self, *messages: Message) -> None:
        for each in self.service.subscriptions:
            for message in messages:
                if each.source == message.source:
                    subscription.step(self.service.store, each, message.partition, [message])

    def ring(self, now: datetime) -> int:
        """Fires all timers due at `now`; how many."""
        fired = 0
        while count := timers.step(self.service.store, self.service.timers, now):
            fired += count
        return fired

    def events(self, subject: str) -> list[Any]:
        """The service's own events about a subject, opened as far as it may."""
        with self.service.store.reading() as connection:
            rows = connection.execute(
                "SELECT body FROM events WHERE subject = %s ORDER BY position", (subject,)
            ).fetchall()
        return [self.service.store.codec.decode(body).event for (body,) in rows]


@pytest.fixture
def host(
    make_database: Callable[..., ServiceUrls], make_vault: Callable[[], VaultUrls], tmp_path: Path
) -> Iterator[Callable[..., Hosted]]:
    """`host("ledger", bootstrap, {"intake": contracts.intake.EVENTS}, agencies_file=…)`."""
    hosted: list[Hosted] = []

    def make(name: str, bootstrap: Bootstrap, foreign: dict[str, Any], **more: Any) -> Hosted:
        vault = make_vault()
        master = tmp_path / "master.key"
        if not master.exists():
            master.write_bytes(os.urandom(32))
        write_atomically(tmp_path / "jwks.json", _jwks())
        settings = Settings(
            service=name,
            environment="embedded",
            port=1,
            database_url=make_database(name).app,
            vault_url=vault.maker if name == "ledger" else vault.opener,
            master_key_file=master,
            issuer=issuer.LOCAL_ISSUER,
            jwks_file=tmp_path / "jwks.json",
            **more,
        )
        service = bootstrap(settings)
        theirs = PostgresVault(vault.opener, master.read_bytes())
        codecs = {source: Codec(source, catalogue, theirs) for source, catalogue in foreign.items()}
        one = Hosted(service, settings, codecs)
        one.their_vault = theirs  # type: ignore[attr-defined]
        hosted.append(one)
        service.lane.start()
        return one

    yield make
    for one in hosted:
        one.service.lane.stop()
        one.service.store.close()
        one.service.vault.close()
        one.their_vault.close()  # type: ignore[attr-defined]


def _jwks() -> bytes:
    import json

    return json.dumps(issuer.public_jwks(issuer.new_key())).encode()
