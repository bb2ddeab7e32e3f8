"""Starts one service in this process, as `chassis.host` does in its own, with its ways out wrapped."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from chassis import resources
from chassis.service import Service
from chassis.settings import Settings
from chassis.store.postgres import PostgresStore
from chassis.urls import Urls
from chassis.vault.postgres import PostgresVault
from machine.issuer import LOCAL_ISSUER
from machine.key_files import KeyFiles, sender_uri
from machine.ports import Ports
from machine.secrets import SIGNERS, Secrets
from tests.faults.each_call.loops import Turn
from tests.faults.each_call.receiver import RECEIVER
from tests.faults.each_call.sites import Sites
from tests.faults.each_call.store_port import StorePort
from tests.faults.each_call.vault_port import VaultPort
from tests.faults.each_call.wire import ClientPort, Doors
from tests.support.service import app_of

WAYS_OUT = {"verification": "agency", "intake": "webhook"}
"""Service -> what its calls to the outside are called here."""
PORTS = Ports()
"""Addresses only: nothing listens on them."""


@dataclass(frozen=True)
class Place:
    """What all services of the house share."""

    urls: Urls
    secrets: Secrets
    keys: KeyFiles
    clock_file: Path
    sites: Sites
    doors: Doors
    turn: Turn


def start(name: str, place: Place) -> Service:
    settings, sites = settings_of(name, place), place.sites

    def vault(*given: Any, **more: Any) -> VaultPort:
        return VaultPort(PostgresVault(*given, **more), name, sites)

    def store(*given: Any, **more: Any) -> StorePort:
        return StorePort(PostgresStore(*given, **more), name, sites, place.turn.set)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resources, "PostgresVault", vault)
        patch.setattr(resources, "PostgresStore", store)
        bootstrap = import_module(f"services.{name}.bootstrap").bootstrap
        outwards = [ClientPort(place.doors, name, WAYS_OUT[name], sites).post] if name in WAYS_OUT else []
        service: Service = bootstrap(settings, *outwards)
    service.lane.start()
    place.doors.open(PORTS.url(name), app_of(service))
    return service


def settings_of(name: str, place: Place) -> Settings:
    vault, signs = place.urls.vault, name in SIGNERS
    return Settings(
        service=name,
        environment="embedded",
        port=PORTS.of(name),
        database_url=place.urls.services[name].app,
        vault_url=vault.maker if name == "ledger" else vault.opener,
        master_key_file=place.secrets.master_key_file,
        clock_offset_file=place.clock_file,
        blobs_folder=place.clock_file.with_name("blobs"),
        webhook_hosts=(urlsplit(RECEIVER).netloc,),
        issuer=LOCAL_ISSUER,
        jwks_file=place.keys.jwks,
        agencies_file=place.keys.agencies if signs else None,
        dci_key_file=place.keys.dci_key(name),
        dci_sender_uri=sender_uri(name, PORTS) if signs else None,
    )
