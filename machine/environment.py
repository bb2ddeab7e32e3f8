"""The environment of each process of the stack: the settings of `chassis.settings`, and those of the agencies."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from chassis.roles import SERVICES
from chassis.urls import Urls
from machine.issuer import LOCAL_ISSUER
from machine.key_files import KeyFiles, sender_uri
from machine.ports import Ports

Bus = Literal["direct", "kafka"]
Environment = dict[str, str]

OF_THE_INSTALLATION = (
    "ORGANISATIONS_FILE", "REGIONS_FILE", "SEARCHES_AN_HOUR_MAX", "SEARCHES_A_DAY_MAX", "WEBHOOK_HOSTS",
    "WEBHOOK_NETWORKS",
)  # fmt: skip
"""What is no part of a stack: whoever starts one says it, by the settings' own names."""


@dataclass(frozen=True)
class Place:
    """What all processes of one stack share."""

    urls: Urls
    ports: Ports
    keys: KeyFiles
    master_key_file: Path
    bus: Bus
    kafka_bootstrap_servers: str | None
    kafka_prefix: str | None
    clock_offset_file: Path | None
    blobs_folder: Path | None = None
    """Where intake keeps attachments; None where a tool reads the databases from elsewhere."""


def of_service(service: str, place: Place, port: int | None = None) -> Environment:
    """The settings of one process of `service`; `port` for a further worker."""
    urls = place.urls.services[service]
    vault = place.urls.vault
    sources = {source: place.urls.services[source].follower for source in SERVICES}
    signs = place.keys.dci_key(service)
    return whole(
        {
            "SERVICE": service,
            "ENVIRONMENT": "embedded",
            "PORT": str(port or place.ports.of(service)),
            "DATABASE_URL": urls.app,
            "VAULT_URL": vault.maker if service == "ledger" else vault.opener,
            "MASTER_KEY_FILE": str(place.master_key_file),
            "BUS": place.bus,
            "KAFKA_BOOTSTRAP_SERVERS": place.kafka_bootstrap_servers,
            "KAFKA_PREFIX": place.kafka_prefix,
            "SOURCES": json.dumps(sources) if place.bus == "direct" else None,
            "CLOCK_OFFSET_FILE": text(place.clock_offset_file),
            "BLOBS_FOLDER": text(place.blobs_folder) if service == "intake" else None,
            "ISSUER": LOCAL_ISSUER,
            "JWKS_FILE": str(place.keys.jwks),
            "AGENCIES_FILE": str(place.keys.agencies) if signs else None,
            "DCI_KEY_FILE": text(signs),
            "DCI_SENDER_URI": sender_uri(service, place.ports) if signs else None,
            **{name: os.environ.get(f"JIEKUN_{name}") for name in OF_THE_INSTALLATION},
        }
    )


def of_agencies(place: Place, population_file: Path, behaviour: Path | None) -> Environment:
    return whole(
        {
            "PORT": str(place.ports.agencies),
            "POPULATION_FILE": str(population_file),
            "AGENCY_KEYS_FILE": str(place.keys.agency_keys),
            "PARTNERS_FILE": str(place.keys.partners),
            "CLOCK_OFFSET_FILE": text(place.clock_offset_file),
            "AGENCY_BEHAVIOUR": text(behaviour),
        }
    )


def whole(ours: Mapping[str, str | None]) -> Environment:
    """The environment we were started in, with our own settings in place of any that stood there."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith("JIEKUN_") and name != "DATABASE_URL"
    }
    inherited.setdefault("POLARS_MAX_THREADS", "1")  # one household at a time: faster so
    return inherited | {f"JIEKUN_{name}": value for name, value in ours.items() if value is not None}


def text(path: Path | None) -> str | None:
    return None if path is None else str(path)
