"""Each service does what its own description says: no 5xx, nothing undocumented, nothing wrong taken.

It is its own world: what is asked here is done.
"""

import os
import time
from collections.abc import Iterator
from typing import Final

import pytest

from chassis.http.principal import ROLES
from tests.integration import shapes
from tests.security.described import Asked, ask
from tests.security.worlds.open import SERVICES, Worlds
from tests.security.worlds.world import World
from tests.support.long_runs import minutes_given
from tests.support.postgres import PostgresForTests

SHORT, LONG, EVERY = 3, 10, 60
"""Examples for each route, right ones and wrong ones."""
ENOUGH_MINUTES: Final = 15
"""For one service with one kind of things, every corner of it: more is a fault."""
SHARE, AT_MOST = 0.5, 6.0
"""Of the minutes of the long runs, for all services together: the other worker goes on meanwhile."""
KNOWN: Final = ("strange", "existing")
"""Things that a path names: made up, or those of the world."""


@pytest.fixture(scope="module")
def worlds_of_their_own(postgres: PostgresForTests, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    made = Worlds(postgres, tmp_path_factory.mktemp)
    yield made
    made.close()


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_does_what_its_description_says(worlds_of_their_own: Worlds, service: str) -> None:
    asked = ask(worlds_of_their_own.world(service), SHORT)
    assert asked.found == []
    assert asked.left == []


@pytest.fixture(scope="module")
def share() -> Iterator[float]:
    """Asked for the next run's seconds: of what is left, as much as each one after it; what one leaves is theirs."""
    over = time.monotonic() + 60 * min(AT_MOST, SHARE * minutes_given())
    runs = range(len(SERVICES) * len(KNOWN), 0, -1)
    return ((over - time.monotonic()) / still for still in runs)


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_answered_is_all_described(worlds_of_their_own: Worlds, service: str) -> None:
    """Field by field: nothing is missing, nothing is there that the description does not have."""
    world = worlds_of_their_own.world(service)
    told = {(operation, kind): schema for operation, kind, schema in shapes.answers(world.description)}
    for operation in world.operations:
        who = world.who(*sorted(ROLES), org_path="44", subject=world.owner(operation))
        answer = world.send(operation, world.ask(operation), who)
        if operation[1].startswith(("/registry/", "/oauth2/")):
            continue  # unsigned, or without an agency's secret: `test_a_door_asks_for_what_it_says` holds the answer
        assert answer.status_code < 300, f"{operation}: {answer.text}"
        kind = answer.headers["content-type"].partition(";")[0]
        if kind == "application/json":
            found = shapes.strictly(world.description, told[" ".join(operation), kind]).iter_errors(answer.json())
            assert not [f"{operation} {error.instance_path}: {error.message}" for error in found]


@pytest.mark.long
@pytest.mark.timeout(ENOUGH_MINUTES * 60 + 120)
@pytest.mark.parametrize("things", KNOWN)
@pytest.mark.parametrize("service", SERVICES[::-1])
def test_a_service_does_what_its_description_says_in_every_corner_of_it(
    worlds_of_their_own: Worlds,
    share: Iterator[float],
    service: str,
    things: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It says what it has not come to: a failure where every corner is asked for, else skipped by name."""
    every = "JIEKUN_EVERY_CORNER" in os.environ
    world = worlds_of_their_own.world(service)
    examples, seconds = (EVERY, ENOUGH_MINUTES * 60) if every else (LONG, next(share))
    fixed = _existing(world) if things == "existing" else None
    asked = ask(world, examples, corners=True, fixed=fixed, seconds=seconds)
    assert asked.found == [], "\n".join(asked.found)
    summary = f"{service}, {things} things: {_summary(asked, len(world.operations))}"
    with capsys.disabled():
        print(f"\n{summary}")  # noqa: T201  how much was asked is a result
    assert not (every and asked.left), summary
    if asked.left:
        pytest.skip(summary)


def test_an_answer_that_is_not_described_would_be_found(worlds_of_their_own: Worlds) -> None:
    world = worlds_of_their_own.world("ledger")
    route = world.description["paths"]["/v1/findings"]["get"]["responses"]
    described, route["200"] = route.pop("200"), {"description": "nothing", "content": {"text/plain": {}}}
    try:
        asked = ask(world, 1)
    finally:
        route["200"] = described
    assert {line.split(":")[0] for line in asked.found} == {"GET /v1/findings"}


def test_what_there_was_no_time_for_is_named(worlds_of_their_own: Worlds) -> None:
    world = worlds_of_their_own.world("ledger")
    asked = ask(world, 1, seconds=0)
    assert asked.left == sorted(" ".join(operation) for operation in world.operations)


def _existing(world: World) -> dict[str, str]:
    """But no numbers: one that is always sent is sent for a wrong one too, and small ones exist."""
    return {f"path.{name}": id for name, id in world.objects.items() if not id.isdigit()}


def _summary(asked: Asked, routes: int) -> str:
    whole = f"{asked.requests} requests, {routes - len(asked.left)} of {routes} routes to the end"
    return f"{whole}; no time for {', '.join(asked.left)}" if asked.left else whole
