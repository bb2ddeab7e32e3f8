"""Verification on a real PostgreSQL, the agencies' own app opposite it; intake speaks by messages."""

import json
import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from agencies.app import create_app as create_agencies
from agencies.behaviour import Behaviour
from agencies.journal import Journal
from agencies.partners import Partners, load_keys, make_keys
from agencies.population import generate
from chassis import clock, timers, writing
from chassis.client import Reply, Unreachable
from chassis.codec import Codec
from chassis.envelope import Context
from chassis.http.app import create_app
from chassis.http.auth import Tokens
from chassis.http.keys import JwksFile
from chassis.message import Message
from chassis.service import Service
from chassis.settings import Settings
from chassis.store import partition_of
from chassis.subscription import step
from contracts import intake
from dci.acks import ack
from dci.keys import SigningKey
from kernel.calendar import CHINA_STANDARD_TIME
from machine import issuer
from services.verification.bootstrap import bootstrap
from tests.integration.verification.applications import TODAY
from tests.support.deliveries import turn
from tests.support.waiting import wait_until

START = datetime(2026, 11, 2, 10, tzinfo=CHINA_STANDARD_TIME)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
ISSUER = "urn:jiekun:local-issuer"
CALLBACK = "http://127.0.0.1:1/registry/on-search"
POPULATION = generate(40, 1, TODAY)
COUNTY = "44/4405/440507"


@dataclass
class Town:
    """One running verification, and the agencies, who can be silenced (`down`) or listened to (`asked`)."""

    service: Service
    door: TestClient
    key: dict[str, Any]
    offset_file: Path
    agency_keys: dict[str, SigningKey]
    database: Any
    agencies: TestClient | None = None
    down: set[str] = field(default_factory=set)
    asked: list[tuple[str, bytes]] = field(default_factory=list)
    sent: dict[int, int] = field(default_factory=dict)

    def to_agency(self, url: str, body: bytes) -> Reply:
        agency = url.split("/")[3]
        self.asked.append((agency, body))
        if agency in self.down:
            raise Unreachable("connect")
        if self.agencies is None:
            return Reply(202, ack("c", datetime.now(UTC)))
        answer = self.agencies.post(f"/{agency}/registry/search", content=body)
        return Reply(answer.status_code, answer.content)

    def from_agency(self, url: str, body: bytes) -> Reply:
        answer = self.callback(body)
        return Reply(answer.status_code, answer.content)

    def callback(self, body: bytes) -> Any:
        return self.door.post("/registry/on-search", content=body)

    def hear(self, household: str, event: Any) -> None:
        """A message of intake, as its store would publish it; the key is made before, as intake does."""
        vault = self.service.vault
        vault.create(household)
        codec = Codec("intake", intake.EVENTS, vault)
        partition = partition_of(household)
        previous = self.sent.get(partition, 0)
        context = Context(actor="portal", at=self.service.clock.now(), correlation=str(uuid.uuid4()))
        (row,) = writing.unit(codec, context, [writing.Change(f"household-{uuid.uuid4()}", 0, household, [event])]).rows
        message = Message(
            source="intake",
            partition=partition,
            position=previous + 1,
            previous=previous,
            subject=household,
            type=row.type,
            body=row.body,
        )
        self.sent[partition] = previous + 1
        assert step(self.service.store, self.service.subscriptions[0], partition, [message]).handled == 1

    def apply(self, event: Any) -> str:
        household = str(uuid.uuid4())
        self.hear(household, event)
        return household

    def deliver(self) -> None:
        """One turn of each delivery that is due."""
        while turn(self.service.store, self.service.senders):
            pass

    def due_again(self) -> None:
        """As if the back-off were over."""
        with self.service.store.transaction() as transaction:
            transaction.connection.execute("UPDATE deliveries SET next_try = now(), leased_to = NULL")

    def open_deliveries(self) -> int:
        return int(self.one("SELECT count(*) FROM deliveries"))

    def move(self, **by: float) -> None:
        """Moves business time from the start and lets every due timer fire."""
        self.set_clock(START + timedelta(**by))
        while timers.step(self.service.store, self.service.timers, self.service.clock.now()):
            pass

    def set_clock(self, moment: datetime) -> None:
        clock.write_offset(self.offset_file, (moment - datetime.now(UTC)).total_seconds())

    def events(self, household: str) -> list[Any]:
        """Opened, in order."""
        codec = self.service.store.codec
        with self.service.store.reading() as connection:
            rows = connection.execute("SELECT body FROM events WHERE subject = %s ORDER BY position", (household,))
            return [codec.decode(body).event for (body,) in rows.fetchall()]

    def told(self, household: str) -> list[str]:
        return [type(event).__name__ for event in self.events(household)]

    def reported(self, household: str) -> None:
        wait_until(lambda: "ReportCompleted" in self.told(household), "the report")

    def answered(self, household: str, times: int) -> None:
        wait_until(lambda: self.told(household).count("AnswerRecorded") == times, f"{times} answers")

    def one(self, sql: str) -> Any:
        with self.service.store.reading() as connection:
            row = connection.execute(sql).fetchone()
            assert row is not None
            return row[0]

    def get(self, path: str, org_path: str = COUNTY) -> Any:
        minted = issuer.mint(self.key, "reviewer-1", org_path, ["reviewer"], 3600)
        return self.door.get(path, headers={"Authorization": f"Bearer {minted}"})


@pytest.fixture
def make_town(
    make_database: Callable[..., Any], make_vault: Callable[[], Any], tmp_path: Path
) -> Iterator[Callable[..., Town]]:
    closing: list[Callable[[], object]] = []

    def make(behaviour: Behaviour | None = None, agencies: bool = True) -> Town:
        town = _town(make_database("verification"), make_vault(), tmp_path)
        closing.append(lambda: _close(town.service))
        town.service.lane.start()
        if agencies:
            app = create_agencies(
                POPULATION,
                town.agency_keys,
                Partners(keys=[town_key.known(LONG_AGO)], callbacks={"verification": [CALLBACK]}),
                behaviour or Behaviour(),
                Journal(None),
                town.service.clock,
                town.from_agency,
            )
            town.agencies = TestClient(app).__enter__()
            closing.append(lambda: town.agencies and town.agencies.__exit__(None, None, None))
        return town

    yield make
    for close in reversed(closing):
        close()


town_key = SigningKey.generate("verification", "1")


def _town(database: Any, vault: Any, folder: Path) -> Town:
    secret, public = make_keys(LONG_AGO)
    files = {
        "agency-keys": secret,
        "agencies": msgspec.json.encode(
            [{"code": key.sender_id, "url": f"http://127.0.0.1:2/{key.sender_id}", "keys": [key]} for key in public]
        ),
        "dci-key": town_key.dump(),
        "master": os.urandom(32),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    key = issuer.new_key()
    (folder / "jwks").write_text(json.dumps(issuer.public_jwks(key)))
    clock.write_offset(folder / "offset", (START - datetime.now(UTC)).total_seconds())
    settings = Settings(
        service="verification",
        environment="embedded",
        port=7002,
        database_url=database.app,
        vault_url=vault.opener,
        master_key_file=folder / "master",
        clock_offset_file=folder / "offset",
        issuer=ISSUER,
        jwks_file=folder / "jwks",
        agencies_file=folder / "agencies",
        dci_key_file=folder / "dci-key",
        dci_sender_uri=CALLBACK,
    )
    service = bootstrap(settings, lambda url, body: town.to_agency(url, body))
    app = create_app(
        service.name,
        service.routers,
        service.errors,
        {},
        tokens=Tokens(JwksFile(folder / "jwks"), ISSUER, "jiekun"),
        keyed_hash=service.vault.keyed_hash,
        raises=service.raises,
        production=False,
    )
    town = Town(service, TestClient(app), key, folder / "offset", load_keys(folder / "agency-keys"), database)
    return town


def _close(service: Service) -> None:
    service.lane.stop()
    service.store.close()
    service.vault.close()
