"""Verification on a real PostgreSQL, the agencies' own app opposite it; intake speaks by messages."""

import json
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from starlette.testclient import TestClient

from agencies.app import create_app as create_agencies
from agencies.behaviour import Behaviour, Manner
from agencies.faults import Fault
from agencies.ill_keys import known_ill_keys
from agencies.journal import Journal
from agencies.partners import Partners, load_keys, make_keys
from agencies.population import generate
from chassis.client import Reply, Unreachable
from dci.acks import ack
from dci.keys import SigningKey
from services.verification.bootstrap import bootstrap
from tests.integration.verification.applications import TODAY
from tests.support.deliveries import turn
from tests.support.service import START, Begin, Hosted, Key, SettingsOf
from tests.support.until import wait_until

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
CALLBACK = "http://127.0.0.1:1/registry/on-search"
POPULATION = generate(40, 1, TODAY)
WITH_ILL_KEYS = Behaviour(default=Manner(faults={Fault.REVOKED_KEY: 1.0, Fault.FUTURE_KEY: 1.0}))
OURS = SigningKey.generate("verification", "1")


class Town(Hosted):
    """One running verification, and the agencies, who can be silenced (`down`) or listened to (`asked`)."""

    agencies: TestClient | None = None

    def __init__(self, begin: Begin, settings: Any, key: Key, agency_keys: dict[str, SigningKey]) -> None:
        super().__init__(begin(lambda given: bootstrap(given, self.to_agency), settings), key)
        self.agency_keys = agency_keys
        self.down: set[str] = set()
        self.asked: list[tuple[str, bytes]] = []
        self.acks: list[tuple[int, str | None]] = []
        """What each answer of an agency was acknowledged with: status, reason."""

    def made_ready(self) -> None:
        """What a process does at its start."""
        for make_ready in self.service.at_start:
            make_ready()

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
        self.acks.append((answer.status_code, answer.json()["message"].get("error", {}).get("message")))
        return Reply(answer.status_code, answer.content)

    def callback(self, body: bytes) -> Any:
        return self.door.post("/registry/on-search", content=body)

    def apply(self, event: Any) -> str:
        """The key of the household is made before, as intake does."""
        household = str(uuid4())
        self.service.vault.create(household)
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
        self.move_to(START + timedelta(**by))

    def reported(self, household: str) -> None:
        wait_until(lambda: "ReportCompleted" in self.story(household), "the report")

    def answered(self, household: str, times: int) -> None:
        wait_until(lambda: self.story(household).count("AnswerRecorded") == times, f"{times} answers")


@pytest.fixture
def make_town(settings_of: SettingsOf, begin: Begin, key: Key, tmp_path: Path) -> Iterator[Callable[..., Town]]:
    exchange = exchange_files(tmp_path)
    with ExitStack() as open_agencies:

        def make(
            behaviour: Behaviour | None = None,
            agencies: bool = True,
            by_sheet: Collection[str] = (),
            **members: dict[str, Any],
        ) -> Town:
            _also(exchange["agencies_file"], {"mode": dict.fromkeys(by_sheet, "sheet"), **members})
            town = Town(begin, settings_of("verification", **exchange), key, load_keys(tmp_path / "agency-keys"))
            if agencies:
                town.agencies = open_agencies.enter_context(agencies_opposite(town, behaviour or Behaviour()))
            return town

        yield make


def exchange_files(folder: Path, by_sheet: Collection[str] = ()) -> dict[str, Any]:
    """What verification is told of its agencies, with new keys for all of them."""
    secret, public = make_keys(LONG_AGO)
    (folder / "agency-keys").write_bytes(secret)
    own = load_keys(folder / "agency-keys")
    known = [
        {
            "code": one.sender_id,
            "url": f"http://127.0.0.1:2/{one.sender_id}",
            "keys": [one, *known_ill_keys(own[one.sender_id], WITH_ILL_KEYS)],
            "mode": "sheet" if one.sender_id in by_sheet else "interface",
        }
        for one in public
    ]
    files = {"agencies": msgspec.json.encode(known), "dci-key": OURS.dump()}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return {"agencies_file": folder / "agencies", "dci_key_file": folder / "dci-key", "dci_sender_uri": CALLBACK}


def _also(agencies_file: Path, members: dict[str, dict[str, Any]]) -> None:
    """`members`: name of a member of an entry of the agencies file -> agency -> what it says."""
    known = json.loads(agencies_file.read_bytes())
    for name, said in members.items():
        known = [{**agency, name: said[agency["code"]]} if agency["code"] in said else agency for agency in known]
    agencies_file.write_text(json.dumps(known))


def agencies_opposite(town: Town, behaviour: Behaviour) -> TestClient:
    partners = Partners(keys=[OURS.known(LONG_AGO)], callbacks={"verification": [CALLBACK]})
    clock = town.service.clock
    return TestClient(
        create_agencies(POPULATION, town.agency_keys, partners, behaviour, Journal(None), clock, town.from_agency)
    )
