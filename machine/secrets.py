"""The secrets of one embedded installation, made once and kept in its data folder (mode 0600).

`secrets.json` holds the roles' passwords, the local issuer's key and the keys with which verification, ledger
and each agency sign their messages; `master.key` holds 32 random bytes, apart, because each process that
opens boxes gets that file alone. Production gets its secrets from outside.
"""

import base64
import json
import os
import secrets as random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agencies.partners import SUITE_OF
from chassis.files import create_secret, write_atomically
from chassis.roles import ROLES
from dci.suites import ED25519, SUITES
from machine import issuer

Jwk = dict[str, Any]
SIGNERS = ("verification", "ledger")


@dataclass(frozen=True)
class Secrets:
    """`issuer_key`: private Ed25519 JWK (RFC 8037). `dci_keys`: by signer (verification, ledger or an agency's
    code) the private key, raw bytes in base64, as `dci.keys` reads it; its length tells its suite."""

    passwords: Mapping[str, str]
    issuer_key: Jwk
    dci_keys: Mapping[str, str]
    master_key_file: Path


def load_or_create(folder: Path, agencies: Sequence[str] = ()) -> Secrets:
    """What stands in `folder`, completed by what is missing (a new role, a new agency)."""
    master_key_file = folder / "master.key"
    create_secret(master_key_file, os.urandom(32))
    path = folder / "secrets.json"
    kept: dict[str, Any] = json.loads(create_secret(path, b"{}"))
    passwords, dci_keys = kept.get("passwords", {}), kept.get("dci_keys", {})
    whole = {
        "passwords": {role: passwords.get(role) or random.token_urlsafe(24) for role in ROLES},
        "issuer_key": kept.get("issuer_key") or issuer.new_key(),
        "dci_keys": dci_keys | {name: new_key(name) for name in (*SIGNERS, *agencies) if name not in dci_keys},
    }
    if whole != kept:
        write_atomically(path, json.dumps(whole, indent=1).encode(), mode=0o600)
    return Secrets(**whole, master_key_file=master_key_file)


def new_key(name: str) -> str:
    suite = SUITES[SUITE_OF.get(name, ED25519.name)]
    return base64.b64encode(suite.generate().private_bytes_raw()).decode()
