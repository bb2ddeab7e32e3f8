"""A world: one hosted service in which every object that a route can name exists, and the people who may ask for it.

What a route needs beyond its path (a body, a version, another person) is an `Ask`, made for it by the world's `ready`
under the route's own name; a route that has none is asked about the objects that exist, with nothing in its body.
"""

import itertools
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Final, NamedTuple
from uuid import uuid4

from starlette.testclient import TestClient

from kernel.organisation import covers
from machine import issuer
from tests.support.service import Hosted, app_of

UNION: Final = "44/4405/440507/longhu-dianzi"
"""Keeps the households."""
COUNTY: Final = "44/4405/440507"
"""Keeps the funds."""
PREFIXES: Final = ("44/4405/440507/longhu", "44/4405/440507/longhu-dianzi-er")
"""Unions whose paths begin as the household's, or as which its own begins."""
ELSEWHERE: Final = (
    UNION,
    "44/4405/440507/longhu-wanju",
    *PREFIXES,
    "44/4405/440511",
    "44/4405/440511/jinping-fangzhi",
    "44/4451",
    "41",
    "41/4102/410202/longting-jixie",
)
"""Beside, below, in another county, another city, another province."""

NOWHERE: Final = (f"{UNION}/nobody", f"{COUNTY}/nobody", COUNTY[:-1], "99")
"""In no table of organisations: below, beside, half of one, another country's."""

Operation = tuple[str, str]
"""Method and path template, as the service's own description has them."""


class Ask(NamedTuple):
    """One request, which is answered with success when somebody sends it who may."""

    path: Mapping[str, str] = {}
    body: Any = None
    query: str = ""
    headers: Mapping[str, str] = {}
    form: Mapping[str, Any] = {}


Ready = Callable[[], Ask]


class World:
    """Households are of `UNION`, funds of `COUNTY`.

    `objects`: by the name of a path parameter, one that exists; `seen`: what a stranger must read in no list; `ready`:
    the asks of routes that need more than a path; `owners`: who asks, where a thing is one person's own.
    """

    name: str

    def __init__(self, hosted: Hosted) -> None:
        self.hosted = hosted
        self.objects: dict[str, str] = {}
        self.seen: set[str] = set()
        self.ready: dict[str, Ready] = {}
        self.owners: dict[str, str] = {}
        self._standing: dict[Operation, Ask] = {}
        self._people = itertools.count(1)
        self._peers = itertools.count(1)

    @cached_property
    def description(self) -> dict[str, Any]:
        return dict(app_of(self.hosted.service).openapi())

    @property
    def operations(self) -> list[Operation]:
        """Every route that the service says it has."""
        return [(method.upper(), path) for path, methods in self.description["paths"].items() for method in methods]

    def ask(self, operation: Operation) -> Ask:
        """Raises `KeyError` that names the path parameter for which nothing exists here."""
        method, template = operation
        if (ready := self.ready.get(f"{method} {template}")) is not None:
            return ready()
        named = {name: self.objects[name] for name in re.findall(r"{(\w+)}", template)}
        return Ask(named, None if method == "GET" else {})

    def standing(self, operation: Operation) -> Ask:
        """The same ask each time, for those whom nothing is done for."""
        if operation not in self._standing:
            self._standing[operation] = self.ask(operation)
        return self._standing[operation]

    def send(self, operation: Operation, ask: Ask, headers: Mapping[str, str]) -> Any:
        """The answer; `headers` say who asks."""
        method, template = operation
        address = template.format_map(ask.path) + ask.query
        sent = {"json": ask.body} if ask.body is not None else dict(ask.form)
        return self.door.request(method, address, headers={**headers, **ask.headers}, **sent)

    def owner(self, operation: Operation) -> str | None:
        """Whose the thing is, where it is one person's own."""
        return self.owners.get(" ".join(operation))

    def who(self, *roles: str, org_path: str, subject: str | None = None) -> dict[str, str]:
        """Headers of somebody with these roles there, who is another person each time: duties are apart."""
        token = issuer.mint(self.hosted.key, subject or f"person-{next(self._people)}", org_path, roles, 3600)
        return {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())}

    @property
    def door(self) -> TestClient:
        """In front of it, at another address now and then: who asks often in vain from one is made to wait."""
        number = next(self._peers)
        if number % 20 == 1:
            address = f"10.9.{number >> 8 & 255}.{number & 255}"
            self._door = TestClient(self.hosted.door.app, raise_server_exceptions=False, client=(address, 1))
        return self._door


def strangers_to(owner: str) -> list[str]:
    """Organisations from which what `owner` keeps cannot be seen."""
    return [path for path in ELSEWHERE if not covers(path, owner)]
