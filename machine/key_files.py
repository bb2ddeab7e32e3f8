"""The key files of one installation: each process gets its own private key and the public halves of the others."""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from agencies.behaviour import Behaviour
from agencies.ill_keys import known_ill_keys
from agencies.items_table import OFFICES
from agencies.outside_aid import REPORTABLE
from agencies.partners import EVERYBODY, Partners
from chassis.files import write_atomically
from dci.keys import SigningKey
from dci.suites import ED25519, SM2
from machine.issuer import public_jwks
from machine.ports import Ports
from machine.secrets import SIGNERS, Secrets

KEY_ID = "1"
VALID_FROM = datetime(2020, 1, 1, tzinfo=UTC)  # before any business time that a demo plays


@dataclass(frozen=True)
class KeyFiles:
    """`issuer_key` is for `jiekun token`, `jwks` its public half; `agencies`: code, url and public keys of each
    agency, for verification and ledger; `agency_keys` and `partners` are for the mock agencies."""

    folder: Path

    @property
    def issuer_key(self) -> Path:
        return self.folder / "issuer.key.json"

    @property
    def jwks(self) -> Path:
        return self.folder / "jwks.json"

    @property
    def agencies(self) -> Path:
        return self.folder / "agencies.json"

    @property
    def agency_keys(self) -> Path:
        return self.folder / "agency-keys.json"

    @property
    def partners(self) -> Path:
        return self.folder / "partners.json"

    def dci_key(self, service: str) -> Path | None:
        return self.folder / f"{service}.dci-key.json" if service in SIGNERS else None


def sender_uri(service: str, ports: Ports) -> str:
    """Where answers to a service's DCI messages, and reports to it, are sent."""
    return ports.url(service) + ("/registry/on-search" if service == "verification" else "/registry/notify")


def suite_of(private_key: str) -> str:
    """By its length: an installation older than its agency's other suite keeps the key that it has."""
    return ED25519.name if len(base64.b64decode(private_key)) == 32 else SM2.name


def write(folder: Path, secrets: Secrets, ports: Ports, behaviour: Behaviour | None = None) -> KeyFiles:
    """(Re)write all of them: addresses change with the ports, keys never. `behaviour`: who signs with a
    key that is revoked, which is known for what it is; who works by sheet."""
    behaviour = behaviour or Behaviour()
    files = KeyFiles(folder)
    keys = {name: SigningKey.of(name, KEY_ID, key, suite_of(key)) for name, key in secrets.dci_keys.items()}
    agencies = [
        {
            "code": code,
            "url": f"{ports.url('agencies')}/{code}",
            "keys": [keys[code].known(VALID_FROM), *known_ill_keys(keys[code], behaviour)],
            "aid_kinds": REPORTABLE.get(code, ()),
            "mode": "sheet" if behaviour.of(code).by_sheet else "interface",
        }
        | _answers_of(code)
        for code in EVERYBODY
    ]
    partners = Partners(
        keys=[keys[service].known(VALID_FROM) for service in SIGNERS],
        callbacks={service: [sender_uri(service, ports)] for service in SIGNERS},
        ledger_id="ledger",
        notify_url=sender_uri("ledger", ports),
    )
    public = {
        files.jwks: json.dumps(public_jwks(secrets.issuer_key)).encode(),
        files.agencies: msgspec.json.encode(agencies),
        files.partners: msgspec.json.encode(partners),
    }
    private = {
        files.issuer_key: json.dumps(secrets.issuer_key).encode(),
        files.agency_keys: b"[" + b",".join(keys[code].dump() for code in EVERYBODY) + b"]",
        **{files.folder / f"{name}.dci-key.json": keys[name].dump() for name in SIGNERS},
    }
    for path, content in public.items():
        write_atomically(path, content)
    for path, content in private.items():
        write_atomically(path, content, mode=0o600)
    return files


def _answers_of(code: str) -> dict[str, Any]:
    """What an office answers, and where; an agency under its plain name answers its items wherever none does."""
    if code not in OFFICES:
        return {}
    office = OFFICES[code]
    return {"name": office.chinese, "items": office.items, "places": office.places}
