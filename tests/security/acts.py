"""The table of `docs/security.md#who-may-act-on-what`, as it is printed: route, roles, whose."""

import re
from collections.abc import Collection
from pathlib import Path
from typing import Final, NamedTuple

from chassis.http.principal import ROLES, STAFF
from tests.security.worlds.open import SERVICES
from tests.security.worlds.world import Operation

PAGE: Final = Path(__file__).resolve().parents[2] / "docs/security.md"
_ROW: Final = re.compile(r"\| ([\w ]+) \| `([A-Z]+) (/\S+)` \| ([\w, ]+) \| ([\w ]+) \|")
OPEN: Final = {"anybody", "an agency"}
"""Of whom no token is asked."""


class Act(NamedTuple):
    service: str
    method: str
    path: str
    roles: frozenset[str]
    """Any of them; empty where nobody is asked for a token."""
    whose: str
    beside: frozenset[str] = frozenset()
    """Asked for as well."""

    @property
    def operation(self) -> Operation:
        return self.method, self.path

    def __str__(self) -> str:
        return f"{self.service} {self.method} {self.path}"


def acts() -> list[Act]:
    rows = _ROW.findall(PAGE.read_text(encoding="utf-8"))
    return [
        Act(service, method, path, _roles(any_of), whose, _roles(beside) if beside else frozenset())
        for named, method, path, roles, whose in rows
        for any_of, _, beside in (roles.partition(" and "),)
        for service in (SERVICES if named == "every service" else (named,))
    ]


def _roles(written: str) -> frozenset[str]:
    if written in OPEN:
        return frozenset()
    roles: Collection[str] = STAFF if written == "staff" else written.split(", ")
    assert set(roles) <= ROLES, written
    return frozenset(roles)
