"""Whom the agencies know: their own private keys, and the keys and addresses of those who ask and listen.

Two JSON files. Agency keys: a list of key files as `dci.keys.SigningKey.dump` writes them, one per agency
and one for the charity, each under its code as `sender_id`. Partners: the struct below.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import msgspec

from agencies.items_table import AGENCIES, CHARITY
from dci.keys import KeyHistory, KnownKey, SigningKey
from dci.suites import ED25519, SM2

EVERYBODY = (*AGENCIES, CHARITY)
SUITE_OF: Final = {"housing_fund": SM2.name}
"""Who signs by another suite than most."""


class Partners(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`keys`: public keys of verification and ledger. `callbacks`: sender id -> the addresses, or folders of
    addresses at one host and port, to which its answers may be sent. `ledger_id`, `notify_url`: where aid is
    reported. `secrets`: sender id -> SHA-256, in hex, of the secret that a token is given for; `with_token`: who must
    show one."""

    keys: list[KnownKey]
    callbacks: dict[str, list[str]]
    ledger_id: str | None = None
    notify_url: str | None = None
    secrets: dict[str, str] = {}
    with_token: frozenset[str] = frozenset()

    def may_call(self, sender_id: str, url: str) -> bool:
        return any(within(url, allowed) for allowed in self.callbacks.get(sender_id, []))

    def history(self) -> KeyHistory:
        return KeyHistory(self.keys)


def within(url: str, allowed: str) -> bool:
    """Same scheme, host and port, compared as parsed, and the path `allowed` names or one below it."""
    try:
        asked, known = urlsplit(url), urlsplit(allowed)
        place = (asked.scheme, asked.hostname, asked.port)
    except ValueError:
        return False
    strange = "@" in asked.netloc or bool({"..", "."} & set(asked.path.split("/"))) or not url.isascii()
    if strange or set(url) & set(" %\\?#") or place != (known.scheme, known.hostname, known.port):
        return False
    folder = known.path.rstrip("/")
    return asked.path == known.path or asked.path.startswith(f"{folder}/")


def load_partners(path: Path) -> Partners:
    """Raises ValueError."""
    return msgspec.json.decode(path.read_bytes(), type=Partners)


def load_keys(path: Path) -> dict[str, SigningKey]:
    """Code -> signing key. Raises ValueError when an agency has none."""
    stored = msgspec.json.decode(path.read_bytes(), type=list[msgspec.Raw])
    keys = {key.sender_id: key for key in (SigningKey.load(bytes(one)) for one in stored)}
    missing = sorted(set(EVERYBODY) - set(keys))
    if missing:
        raise ValueError(f"no key for: {', '.join(missing)}")
    return keys


def make_keys(valid_from: datetime) -> tuple[bytes, list[KnownKey]]:
    """Fresh keys for everybody: the agency keys file (secret), and the public halves for the services."""
    keys = [SigningKey.generate(code, "1", SUITE_OF.get(code, ED25519.name)) for code in EVERYBODY]
    secret = b"[" + b",\n".join(key.dump() for key in keys) + b"]"
    return secret, [key.known(valid_from) for key in keys]
