"""One real service without its threads: real databases, a real vault, its door, the people in front of it.

Fixtures, of which each test has its own:

- `settings_of(name, **more) -> Settings`: fresh databases; the vault, keys and business time (from `START`) are shared
  by all services of a test.
- `begin(bootstrap, settings) -> Service`: one process of it, its lane running; ended with the test.
- `key`: with it the issuer signs.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from chassis import clock
from chassis.http.app import create_app
from chassis.http.auth import Tokens
from chassis.http.keys import JwksFile
from chassis.message import Message
from chassis.service import Service
from chassis.settings import Settings
from chassis.urls import ServiceUrls, VaultUrls
from chassis.vault import Vault
from chassis.vault.ciphers import new_key
from kernel import organisation
from kernel.calendar import CHINA_STANDARD_TIME
from machine import issuer
from tests.support import lent_routes, neighbours
from tests.support.listed_refusals import ListedRefusals
from tests.support.neighbours import Neighbours

START = datetime(2026, 11, 2, 10, tzinfo=CHINA_STANDARD_TIME)
ISSUER = issuer.LOCAL_ISSUER

Key = dict[str, Any]
SettingsOf = Callable[..., Settings]
Begin = Callable[..., Service[Any]]


class Hosted:
    """A service under test; each of the four adds the words of its people (`submitted`, `propose`, …).

    `org_path` is where somebody sits who says nothing else.
    """

    org_path = "44/4405/440507"

    def __init__(self, service: Service[Any], key: Key, vault_of_neighbours: Vault | None = None) -> None:
        self.service, self.key = service, key
        self.neighbours = Neighbours(service, vault_of_neighbours)

    @property
    def settings(self) -> Settings:
        return self.service.settings

    @cached_property
    def door(self) -> TestClient:
        """As over the wire: what breaks inside is a 500."""
        return TestClient(app_of(self.service), raise_server_exceptions=False)

    def headers(
        self, *roles: str, org_path: str | None = None, subject: str | None = None, **more: str
    ) -> dict[str, str]:
        """`finance:closer` is another person than `finance`, with the same role."""
        held = tuple(role.partition(":")[0] for role in roles)
        minted = issuer.mint(self.key, subject or f"person-{roles[0]}", org_path or self.org_path, held, 3600)
        return {"Authorization": f"Bearer {minted}", "Idempotency-Key": str(uuid4()), **more}

    def post(self, path: str, body: Any, role: str = "reviewer", org_path: str | None = None, **more: str) -> Any:
        return self.door.post(path, json=body, headers=self.headers(role, org_path=org_path, **more))

    def get(self, path: str, role: str = "reviewer", org_path: str | None = None, subject: str | None = None) -> Any:
        return self.door.get(path, headers=self.headers(role, org_path=org_path, subject=subject))

    def said(self, subject: str, event: Any, at: datetime | None = None) -> Message:
        return self.neighbours.said(subject, event, at)

    def hear(self, subject: str, event: Any, at: datetime | None = None) -> Message:
        return self.neighbours.hear(subject, event, at)

    def handle(self, message: Message) -> int:
        return neighbours.handle(self.service, message)

    def set_clock(self, moment: datetime) -> None:
        set_clock(self.settings, moment)

    def move_to(self, moment: datetime) -> int:
        """Moves business time there and lets every due timer fire; how many did."""
        self.set_clock(moment)
        return neighbours.ring(self.service, self.service.clock.now())

    def events(self, subject: str) -> list[Any]:
        return neighbours.events(self.service, subject)

    def story(self, subject: str) -> list[str]:
        """The names of its events about the subject."""
        return [type(event).__name__ for event in self.events(subject)]

    def parked(self) -> list[tuple[str, str]]:
        return neighbours.parked(self.service)

    def rows(self, sql: str, *parameters: Any) -> list[Any]:
        return neighbours.rows(self.service, sql, *parameters)

    def one(self, sql: str, *parameters: Any) -> Any:
        ((value,),) = self.rows(sql, *parameters)
        return value


def app_of(service: Service[Any]) -> FastAPI:
    settings = service.settings
    app = create_app(
        service.name,
        service.routers,
        service.errors,
        {"database": service.store.ping},
        tokens=Tokens(
            JwksFile(settings.jwks_file),
            settings.issuer,
            settings.audience,
            organisations=organisation.read(settings.organisations_file),
            lifetime_max_s=settings.token_hours_max * 3600,
        ),
        keyed_hash=service.vault.keyed_hash,
        raises=service.raises,
        body_limits=service.body_limits,
        production=False,
    )
    app.add_middleware(ListedRefusals, describes=app)
    return app


def start(bootstrap: Callable[[Settings], Service[Any]], settings: Settings) -> Service[Any]:
    service = bootstrap(settings)
    service.lane.start()
    return service


def end(service: Service[Any]) -> None:
    service.lane.stop()
    for release in service.at_stop:
        release()
    service.store.close()
    service.vault.close()
    lent_routes.take_back(service)


def set_clock(settings: Settings, moment: datetime) -> None:
    assert settings.clock_offset_file is not None
    clock.write_offset(settings.clock_offset_file, (moment - datetime.now(moment.tzinfo)).total_seconds())


def keep_keys(folder: Path, key: Key) -> None:
    """What every service of a test reads there: the issuer's public key, a master key."""
    (folder / "jwks.json").write_text(json.dumps(issuer.public_jwks(key)))
    (folder / "master.key").write_bytes(new_key())


def settings_for(name: str, database: ServiceUrls, vault: VaultUrls, folder: Path, **more: Any) -> Settings:
    """With the keys of `folder`, where business time is kept too, from `START`. The ledger alone may open nothing."""
    made = Settings(
        service=name,
        environment="embedded",
        port=1,
        database_url=database.app,
        vault_url=vault.maker if name == "ledger" else vault.opener,
        master_key_file=folder / "master.key",
        clock_offset_file=folder / "offset",
        blobs_folder=folder / "blobs",
        issuer=ISSUER,
        jwks_file=folder / "jwks.json",
        **more,
    )
    set_clock(made, START)
    return made


@pytest.fixture
def key() -> Key:
    return issuer.new_key()


@pytest.fixture
def settings_of(
    make_database: Callable[..., ServiceUrls], vault_database: VaultUrls, key: Key, tmp_path: Path
) -> SettingsOf:
    keep_keys(tmp_path, key)
    return lambda name, **more: settings_for(name, make_database(name), vault_database, tmp_path, **more)


@pytest.fixture
def begin() -> Iterator[Begin]:
    begun: list[Service[Any]] = []

    def begin_one(bootstrap: Callable[[Settings], Service[Any]], settings: Settings) -> Service[Any]:
        begun.append(start(bootstrap, settings))
        return begun[-1]

    yield begin_one
    for service in begun:
        end(service)
