"""When a demo's business time moves, while the databases come and go."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from checks import quiet
from checks.storage import Storage
from lab.demo.clock_steps import NeverQuiet, earliest_timer
from lab.demo.world import Tally, World

DUE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> list[psycopg.OperationalError]:
    """As many questions as there are errors find no database; then there is one timer."""
    errors: list[psycopg.OperationalError] = []

    def asked(storage: Storage) -> datetime:
        if errors:
            raise errors.pop()
        return DUE

    monkeypatch.setattr(quiet, "earliest_timer", asked)
    return errors


def test_the_next_timer_is_asked_for_until_the_database_is_back(away: list[psycopg.OperationalError]) -> None:
    away += [psycopg.OperationalError("the server is starting up")] * 2
    assert earliest_timer(world(patience_s=60)) == DUE


def test_a_database_that_stays_away_ends_the_demo(away: list[psycopg.OperationalError]) -> None:
    away += [psycopg.OperationalError("the server is starting up")]
    with pytest.raises(NeverQuiet, match="starting up"):
        earliest_timer(world(patience_s=-1))


def world(patience_s: float) -> World:
    portal: Any = SimpleNamespace(over=SimpleNamespace(wait=lambda seconds: False))
    nothing: Any = None
    with ThreadPoolExecutor(1) as hands:
        return World(nothing, nothing, portal, nothing, nothing, hands, Tally(), patience_s=patience_s)
