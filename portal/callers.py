"""Who calls: a person with roles at an organisation, and the tokens that the local issuer makes for them."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from machine.issuer import LOCAL_ISSUER, mint

TTL_S = 3600
RENEW_S = 300


@dataclass(frozen=True)
class Caller:
    """`subject` is who the events name as their actor."""

    subject: str
    org_path: str
    roles: tuple[str, ...]


def person(role: str, org_path: str, duty: str = "") -> Caller:
    """The one person who holds this role at this organisation, in a demo; for each duty that is kept apart another."""
    name = f"{role}-{duty}" if duty else role
    return Caller(f"{name}@{org_path.rsplit('/', 1)[-1]}", org_path, (role,))


class Headers(Protocol):
    """Says to a service who calls."""

    def header(self, caller: Caller) -> dict[str, str]: ...


@dataclass(frozen=True)
class Bearer:
    """One token, of whichever issuer, for the one person whose it is."""

    token: str

    def header(self, caller: Caller) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


class Tokens:
    """Makes a token once per caller and again before it ends; safe to share between threads."""

    def __init__(self, issuer_key: Mapping[str, Any], issuer: str = LOCAL_ISSUER) -> None:
        self._issuer_key, self._issuer = issuer_key, issuer
        self._made: dict[Caller, tuple[float, str]] = {}
        self._lock = threading.Lock()

    def header(self, caller: Caller) -> dict[str, str]:
        with self._lock:
            until, token = self._made.get(caller, (0.0, ""))
            if until < time.monotonic() + RENEW_S:
                name, path, roles = caller.subject, caller.org_path, caller.roles
                token = mint(self._issuer_key, name, path, roles, TTL_S, issuer=self._issuer)
                self._made[caller] = (time.monotonic() + TTL_S, token)
        return {"Authorization": f"Bearer {token}"}
