"""Assistance on a real PostgreSQL: its door through a test client, intake and ledger as messages."""

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
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
from chassis.subscription import Stepped, step
from chassis.urls import VaultUrls
from chassis.vault.sealing import new_key
from contracts import intake, ledger
from kernel.calendar import CHINA_STANDARD_TIME
from machine import issuer
from services.assistance.bootstrap import bootstrap
from services.assistance.domain.events import ParameterRecorded
from tests.support.parameters import LONG_AGO, keep, told

START = datetime(2026, 11, 2, 10, tzinfo=CHINA_STANDARD_TIME)
UNION = "44/4405/440507/longhu-dianzi"
COUNTY = "44/4405/440507"
CITY = "44/4405"
ISSUER = issuer.LOCAL_ISSUER


@dataclass
class Assistance:
    """One running assistance, the people in front of it, and what its neighbours say."""

    service: Service
    door: TestClient
    key: dict[str, Any]
    offset_file: Path
    settings: Settings
    sent: dict[tuple[str, int], int] = field(default_factory=dict)

    def headers(self, *roles: str, org_path: str = CITY, **more: str) -> dict[str, str]:
        minted = issuer.mint(self.key, f"person-{roles[0]}", org_path, roles, 3600)
        return {"Authorization": f"Bearer {minted}", "Idempotency-Key": str(uuid.uuid4()), **more}

    def post(self, path: str, body: Any, role: str = "reviewer", org_path: str = CITY, **more: str) -> Any:
        return self.door.post(path, json=body, headers=self.headers(role, org_path=org_path, **more))

    def get(self, path: str, role: str = "reviewer", org_path: str = CITY) -> Any:
        return self.door.get(path, headers=self.headers(role, org_path=org_path))

    def fund(self, budget: str = "10000.00", org_path: str = CITY, uses: tuple[str, ...] = ()) -> str:
        body = {
            "name": "送温暖资金",
            "source": "union_dues",
            "year": 2026,
            "budget": budget,
            "uses": list(uses) or ["tuition_aid", "living_subsidy", "warmth_grant"],
            "org_path": org_path,
        }
        answer = self.post("/v1/funds", body, "finance")
        assert answer.status_code == 201, answer.text
        return str(answer.json()["fund"])

    def opened(self, **changes: Any) -> str:
        """A household whose file intake has just opened."""
        household = str(uuid.uuid4())
        self.service.vault.create(household)
        self.hear(household, file_opened(household, **changes))
        return household

    def propose(self, household: str, fund: str, amount: str = "600.00", **changes: Any) -> Any:
        body = {
            "kind": "living_subsidy",
            "fund": fund,
            "amount": amount,
            "first": "2026-11-01",
            "last": "2026-11-30",
            "beneficiaries": "household",
        }
        return self.post(f"/v1/plans/{household}/aid", {**body, **changes})

    def cleared(self, household: str, fund: str, amount: str = "600.00", **changes: Any) -> str:
        act = str(self.propose(household, fund, amount, **changes).json()["act"])
        self.hear(household, ledger.AidCleared(act=act, expires_on=START.date()))
        return act

    def check(self, batch: str, revoked: tuple[str, ...] = ()) -> None:
        """The ledger's last look at a batch that was closed here."""
        closed = self.events(batch)[0]
        checks = tuple(
            ledger.ActCheck(
                act=line.act,
                household=line.household,
                confirmed=line.act not in revoked,
                amount=line.amount,
                rule="same_kind_same_person" if line.act in revoked else None,
            )
            for line in closed.acts
        )
        total = sum(check.amount for check in checks if check.confirmed)
        self.hear(batch, ledger.BatchChecked(fund=closed.fund, acts=checks, total=total))

    def move_to(self, moment: datetime) -> None:
        """Moves business time there and lets every due timer fire."""
        real = datetime.now(moment.tzinfo)
        clock.write_offset(self.offset_file, (moment - real).total_seconds())
        while timers.step(self.service.store, self.service.timers, self.service.clock.now()):
            pass

    def said(self, subject: str, event: Any) -> tuple[str, Message]:
        """A message of another service, as its store would publish it."""
        source = type(event).__module__.rpartition(".")[2]
        codec = Codec(source, {"intake": intake, "ledger": ledger}[source].EVENTS, self.service.vault)
        partition = partition_of(subject)
        previous = self.sent.get((source, partition), 0)
        context = Context(actor=f"system:{source}", at=START, correlation=str(uuid.uuid4()))
        change = writing.Change(f"{source}-{uuid.uuid4()}", 0, subject, [event])
        (row,) = writing.unit(codec, context, [change]).rows
        self.sent[(source, partition)] = previous + 1
        return source, Message(
            source=source,
            partition=partition,
            position=previous + 1,
            previous=previous,
            subject=subject,
            type=row.type,
            body=row.body,
        )

    def hear(self, subject: str, event: Any) -> None:
        source, message = self.said(subject, event)
        assert handle(self.service, source, message).handled == 1
        assert self.rows("SELECT reason FROM parked") == []

    def rows(self, sql: str, *parameters: Any) -> list[Any]:
        with self.service.store.reading() as connection:
            return connection.execute(sql, parameters or None).fetchall()

    def events(self, subject: str) -> list[Any]:
        found = self.rows("SELECT body FROM events WHERE subject = %s ORDER BY position", subject)
        return [self.service.store.codec.decode(body).event for (body,) in found]

    def story(self, subject: str) -> list[str]:
        return [type(event).__name__ for event in self.events(subject)]

    def balances(self, fund: str) -> dict[str, int]:
        ((free, available, committed, paid, budget),) = self.rows(
            "SELECT free, available, committed, paid, budget FROM funds JOIN budgets USING (fund) WHERE fund = %s", fund
        )
        assert free == available
        assert available + committed + paid == budget
        return {"available": available, "committed": committed, "paid": paid}


def handle(service: Service, source: str, message: Message) -> Stepped:
    subscription = next(each for each in service.subscriptions if each.source == source)
    return step(service.store, subscription, message.partition, [message])


def file_opened(household: str, **changes: Any) -> intake.FileOpened:
    people = (
        intake.Person(
            token=f"person:{household}-0", relation="self", can_work=True, employment="laid_off", health="healthy"
        ),
        intake.Person(
            token=f"person:{household}-1",
            relation="child",
            can_work=False,
            employment="student",
            school_stage="senior",
            health="healthy",
        ),
    )
    given: dict[str, Any] = {
        "org_path": UNION,
        "region": "440507",
        "profile": "shantou-2016",
        "category": "1",
        "opened_on": START.date(),
        "discovered_on": START.date(),
        "applicant": people[0].token,
        "members": tuple(person.token for person in people),
        "account": f"account:{household}",
        "situation": intake.Situation(
            causes=("child_schooling", "laid_off"),
            primary_cause="child_schooling",
            people=people,
            account=intake.Account("示例银行", "6200000000000000001"),
            needs=("tuition_aid",),
        ),
    }
    return intake.FileOpened(**{**given, **changes})


def as_recorded(fact: intake.ParameterSet) -> ParameterRecorded:
    """What assistance makes of it (`test_parameters.py`)."""
    return ParameterRecorded(**msgspec.structs.asdict(fact), known_since=LONG_AGO)


@pytest.fixture
def make_worker(tmp_path: Path) -> Iterator[Callable[..., Service]]:
    """`make_worker(settings)`: one more process of the same service, without its threads but for the lane."""
    services: list[Service] = []

    def make(settings: Settings) -> Service:
        service = bootstrap(settings)
        service.lane.start()
        services.append(service)
        return service

    yield make
    for service in services:
        service.lane.stop()
        service.store.close()
        service.vault.close()


@pytest.fixture
def vault_urls(make_vault: Callable[[], VaultUrls]) -> VaultUrls:
    return make_vault()


@pytest.fixture
def assistance(make_assistance: Callable[[], Assistance]) -> Assistance:
    made = make_assistance()
    keep(made.service, [as_recorded(fact) for fact in told()])
    return made


@pytest.fixture
def make_assistance(
    make_database: Callable[..., Any],
    vault_urls: VaultUrls,
    make_worker: Callable[..., Service],
    tmp_path: Path,
) -> Callable[[], Assistance]:
    return partial(_made, make_database, vault_urls, make_worker, tmp_path)


def _made(
    make_database: Callable[..., Any], vault_urls: VaultUrls, make_worker: Callable[..., Service], tmp_path: Path
) -> Assistance:
    key, master, offset = issuer.new_key(), tmp_path / "master.key", tmp_path / "offset"
    (tmp_path / "jwks.json").write_text(json.dumps(issuer.public_jwks(key)))
    master.write_bytes(new_key())
    clock.write_offset(offset, (START - datetime.now(START.tzinfo)).total_seconds())
    settings = Settings(
        service="assistance",
        environment="embedded",
        port=1,
        database_url=make_database("assistance").app,
        vault_url=vault_urls.opener,
        master_key_file=master,
        clock_offset_file=offset,
        issuer=ISSUER,
        jwks_file=tmp_path / "jwks.json",
    )
    service = make_worker(settings)
    return Assistance(service, door_of(service, settings), key, offset, settings)


def door_of(service: Service, settings: Settings) -> TestClient:
    app = create_app(
        service.name,
        service.routers,
        service.errors,
        {"database": service.store.ping},
        tokens=Tokens(JwksFile(settings.jwks_file), settings.issuer, settings.audience),
        keyed_hash=service.vault.keyed_hash,
        raises=service.raises,
        production=False,
    )
    return TestClient(app)
