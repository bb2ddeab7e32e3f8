"""Each row of ours runs at toy size, on the path that it says it measures; the peers are left at home."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from lab.bench import run
from lab.bench.ground import Ground, NotDurable, ground
from lab.bench.ours.place import Place
from lab.bench.peers.text import BODY_BYTES
from lab.bench.table import ROWS
from tests.support.postgres import QUICK as QUICK_SERVER

QUICK = [row for row in ROWS if row.play is None and not row.kafka]
"""Rows whose own side differs from another's only in the peer are run once."""


@pytest.fixture(scope="module")
def place() -> Iterator[Ground]:
    """Not the tests' server: its roles keep their passwords."""
    with ground(QUICK_SERVER) as own:
        yield own


@pytest.mark.parametrize("row", {row.ours.program: row for row in QUICK}.values(), ids=lambda row: row.name)
def test_a_row_runs_at_toy_size(row: Any, place: Ground) -> None:
    report = run.run([row], rounds=1, scale=0.0001, with_peer=False, on=place)
    (told,) = report.rows
    assert told.ours > 0
    assert (told.name, told.peer, told.rounds) == (row.name, None, 1)


def test_an_event_of_ours_is_as_long_as_the_peers(place: Ground) -> None:
    with place.ours() as urls:
        one = Place(urls)
        assert len(one.unit("x" * 36).rows[0].body) == BODY_BYTES
        one.store.close()


def test_the_database_made_for_a_row_is_gone_after_it(place: Ground) -> None:
    with place.ours() as urls, psycopg.connect(urls["url"]) as inside:
        assert inside.execute("SELECT count(*) FROM events").fetchone() == (0,)
        inside.close()
        name = urls["url"].rpartition("/")[2]
    with psycopg.connect(place.admin_url) as admin:
        assert admin.execute("SELECT FROM pg_database WHERE datname = %s", (name,)).fetchone() is None


def test_a_server_that_does_not_wait_for_the_disk_is_refused(place: Ground) -> None:
    with pytest.raises(NotDurable):
        place.require_durable()
