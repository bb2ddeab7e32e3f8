"""Intake on a real PostgreSQL: its door through a test client, its lane running, other services as messages."""

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from chassis import clock, timers, writing
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
from chassis.vault.sealing import new_key
from contracts import assistance, verification
from kernel.calendar import CHINA_STANDARD_TIME
from machine import issuer
from services.intake.bootstrap import bootstrap
from tests.support.parameters import keep, told
from tests.support.places import organisations_file

START = datetime(2026, 11, 2, 10, tzinfo=CHINA_STANDARD_TIME)
UNION = "44/4405/440507/longhu-dianzi"
COUNTY = "44/4405/440507"
ISSUER = "urn:jiekun:local-issuer"


@dataclass
class Intake:
    """One running intake and the people in front of it."""

    service: Service
    door: TestClient
    key: dict[str, Any]
    offset_file: Path
    sent: dict[tuple[str, int], int]

    def headers(self, *roles: str, org_path: str = COUNTY, **more: str) -> dict[str, str]:
        minted = issuer.mint(self.key, f"person-{roles[0]}", org_path, roles, 3600)
        return {"Authorization": f"Bearer {minted}", "Idempotency-Key": str(uuid.uuid4()), **more}

    def post(self, path: str, body: Any, role: str = "case_worker", org_path: str = COUNTY, **more: str) -> Any:
        return self.door.post(path, json=body, headers=self.headers(role, org_path=org_path, **more))

    def get(self, path: str, role: str = "reviewer", org_path: str = COUNTY) -> Any:
        return self.door.get(path, headers=self.headers(role, org_path=org_path))

    def submitted(self, body: dict[str, Any]) -> str:
        answer = self.post("/v1/applications", body, "portal", UNION)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["household"])

    def decide(self, household: str, **body: Any) -> Any:
        seen = self.get(f"/v1/households/{household}").headers["ETag"]
        return self.post(f"/v1/households/{household}/decision", body, "reviewer", **{"If-Match": seen})

    def status(self, household: str) -> str:
        return str(self.get(f"/v1/households/{household}").json()["status"])

    def move_to(self, moment: datetime) -> None:
        """Moves business time there and lets every due timer fire."""
        real = datetime.now(moment.tzinfo)
        clock.write_offset(self.offset_file, (moment - real).total_seconds())
        while timers.step(self.service.store, self.service.timers, self.service.clock.now()):
            pass

    def hear(self, household: str, event: Any) -> None:
        """A message of another service, as its store would publish it."""
        source = type(event).__module__.rpartition(".")[2]
        subscription = next(s for s in self.service.subscriptions if s.source == source)
        catalogue = {"verification": verification, "assistance": assistance}[source].EVENTS
        codec = Codec(source, catalogue, self.service.vault)
        partition = partition_of(household)
        previous = self.sent.get((source, partition), 0)
        context = Context(actor=f"system:{source}", at=START, correlation=str(uuid.uuid4()))
        (row,) = writing.unit(codec, context, [writing.Change(f"{source}-{uuid.uuid4()}", 0, household, [event])]).rows
        message = Message(
            source=source,
            partition=partition,
            position=previous + 1,
            previous=previous,
            subject=household,
            type=row.type,
            body=row.body,
        )
        self.sent[(source, partition)] = previous + 1
        assert step(self.service.store, subscription, partition, [message]).handled == 1

    def events(self, household: str) -> list[str]:
        with self.service.store.reading() as connection:
            rows = connection.execute("SELECT type FROM events WHERE subject = %s ORDER BY position", (household,))
            return [type_.split(".")[-2] for (type_,) in rows.fetchall()]

    def claims(self) -> dict[str, str]:
        with self.service.store.reading() as connection:
            return dict(connection.execute("SELECT person, household FROM claims").fetchall())

    def parked(self) -> int:
        with self.service.store.reading() as connection:
            row = connection.execute("SELECT count(*) FROM parked").fetchone()
            assert row is not None
            return int(row[0])


@pytest.fixture
def make_intake(
    make_database: Callable[..., Any], make_vault: Callable[[], Any], tmp_path: Path
) -> Iterator[Callable[..., Intake]]:
    services: list[Service] = []

    def make(parameters: bool = True, regions_file: Path | None = None) -> Intake:
        offset_file, master_key = tmp_path / "offset", tmp_path / "master.key"
        clock.write_offset(offset_file, (START - datetime.now(START.tzinfo)).total_seconds())
        master_key.write_bytes(new_key())
        key = issuer.new_key()
        jwks = tmp_path / "jwks.json"
        jwks.write_text(json.dumps(issuer.public_jwks(key)))
        settings = Settings(
            service="intake",
            environment="embedded",
            port=1,
            database_url=make_database("intake").app,
            vault_url=make_vault().opener,
            master_key_file=master_key,
            clock_offset_file=offset_file,
            organisations_file=organisations_file(tmp_path),
            regions_file=regions_file,
            sources={"verification": "postgresql://x@localhost/x", "assistance": "postgresql://x@localhost/x"},
            issuer=ISSUER,
            jwks_file=jwks,
        )
        service = bootstrap(settings)
        services.append(service)
        service.lane.start()
        if parameters:
            keep(service, told())
        app = create_app(
            service.name,
            service.routers,
            service.errors,
            {},
            tokens=Tokens(JwksFile(jwks), ISSUER, "jiekun"),
            keyed_hash=service.vault.keyed_hash,
            raises=service.raises,
            body_limits=service.body_limits,
            production=False,
        )
        return Intake(service, TestClient(app, raise_server_exceptions=False), key, offset_file, {})

    yield make
    for service in services:
        service.lane.stop()
        service.store.close()
        service.vault.close()


@pytest.fixture
def intake(make_intake: Callable[..., Intake]) -> Intake:
    return make_intake()
