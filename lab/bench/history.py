"""A server full of past decisions, sealed as intake seals them: each household under a key of its own."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import psycopg

from chassis import migrate
from chassis.codec import Codec
from chassis.envelope import Context
from chassis.ids import uuid7
from chassis.store import partition_of
from chassis.urls import Urls
from chassis.vault import Box, Vault, ciphers
from kernel.fen import yuan
from lab.bench.decisions import CATALOGUE, CategoryProposed, decided, drawn, lines
from machine import embedded, secrets
from machine.environment import Place
from machine.key_files import KeyFiles
from machine.ports import Ports, free_port
from machine.provision import provision
from policies.parameters import table as parameters_table
from policies.parameters.book import Entry

TOLD_APART = 5_000
"""So many different households; a history of 100,000 tells each of them twenty times, under twenty keys."""
AT_ONCE = 1_000
AT = datetime(2026, 11, 2, 4, tzinfo=UTC)
ORG = "44/4405"
ACTOR = "bench"
QUICK = {"fsync": "off", "synchronous_commit": "off"}

Proposals = Sequence[tuple[str, CategoryProposed]]


@contextmanager
def server(folder: Path) -> Iterator[Place]:
    """A PostgreSQL of its own with intake's tables and a vault; not durable, for nothing in it is kept."""
    started = embedded.start(folder / "server", free_port(), QUICK)
    try:
        made = secrets.load_or_create(folder / "secrets")
        urls = provision(started.admin_url, made.passwords)
        migrate.upgrade("services.intake", urls.services["intake"].owner)
        migrate.upgrade_vault(urls.vault.owner)
        yield Place(urls, Ports(), KeyFiles(folder / "keys"), made.master_key_file, "direct", None, None, None)
    finally:
        started.stop()


def fill(place: Place, count: int) -> None:
    """So many decisions more."""
    proposals, master = drawn(min(count, TOLD_APART)), place.master_key_file.read_bytes()
    with into(place.urls) as (intake, vault):
        _set_lines(intake)
        for first in range(0, count, AT_ONCE):
            chosen = [proposals[(first + n) % len(proposals)] for n in range(min(AT_ONCE, count - first))]
            keys = {uuid7(): ciphers.new_key() for _ in chosen}
            keep(vault, master, keys)
            _store(intake, keys, chosen)
        intake.execute("ANALYZE")


def keep(vault: psycopg.Connection[Any], master: bytes, keys: dict[str, bytes]) -> None:
    with vault.transaction(), vault.cursor() as cursor, cursor.copy(_KEYS) as copy:
        for household, key in keys.items():
            copy.write_row((household, ciphers.wrap(master, household, key), ciphers.master_id(master)))


def _store(intake: psycopg.Connection[Any], keys: dict[str, bytes], chosen: Proposals) -> None:
    codec = Codec("intake", CATALOGUE, sealing(keys))
    with intake.transaction(), intake.cursor() as cursor:
        with cursor.copy(_HOUSEHOLDS) as copy:
            for household, (region, event) in zip(keys, chosen, strict=True):
                copy.write_row((household, ORG, region, "open", 2, event.proposal, [], AT, ACTOR, household))
        told = zip(keys, (event for _, event in chosen), strict=True)
        store(cursor, codec, ((household, (event, decided(event))) for household, event in told))


def store(cursor: psycopg.Cursor[Any], codec: Codec, streams: Iterable[tuple[str, Iterable[object]]]) -> None:
    """Each household with its events, numbered behind all that are stored."""
    position, heads = cursor.execute("SELECT position, heads FROM counter FOR UPDATE").fetchone() or (0, [])
    with cursor.copy(_EVENTS) as copy:
        for household, events in streams:
            for version, event in enumerate(events, start=1):
                position += 1
                copy.write_row(_row(codec, household, event, version, position, heads))
    cursor.execute("UPDATE counter SET position = %s, heads = %s", (position, heads))


def _row(codec: Codec, household: str, event: Any, version: int, position: int, heads: list[int]) -> tuple[Any, ...]:
    stream, partition = f"household-{household}", partition_of(household)
    context = Context(actor=ACTOR, at=AT, correlation=household)
    envelope, body = codec.encode(
        event, context, subject=household, key=household, stream=stream, version=version, now=AT
    )
    previous, heads[partition] = heads[partition], position
    return position, partition, previous, stream, version, envelope.id, envelope.type, household, body, AT


def _set_lines(intake: psycopg.Connection[Any]) -> None:
    """As the read model of the parameters has them."""
    if intake.execute("SELECT FROM parameters LIMIT 1").fetchone() is None:
        for region, line in lines().items():
            entry = Entry("dibao_line", "money", (region,), date(2025, 1, 1), yuan(line), "bench", AT)
            intake.execute(*parameters_table.write(entry, 1))


def sealing(keys: dict[str, bytes]) -> Vault:
    return cast(Vault, _Keys(keys))


class _Keys:
    """A vault that seals under keys that it was given, and does nothing else."""

    def __init__(self, keys: dict[str, bytes]) -> None:
        self._keys = keys

    def seal(self, key_id: str, plaintext: bytes, aad: bytes) -> Box:
        return ciphers.seal(self._keys[key_id], key_id, plaintext, aad)


@contextmanager
def into(urls: Urls) -> Iterator[tuple[psycopg.Connection[Any], psycopg.Connection[Any]]]:
    with (
        psycopg.connect(urls.services["intake"].owner, autocommit=True) as intake,
        psycopg.connect(urls.vault.owner, autocommit=True) as vault,
    ):
        yield intake, vault


_KEYS = "COPY keys (key_id, wrapped, master_id) FROM STDIN"
_HOUSEHOLDS = (
    "COPY households (household, org_path, region, status, version, proposal, flags, changed_at, applied_by, applicant)"
    " FROM STDIN"
)
_EVENTS = (
    "COPY events (position, partition, previous, stream, version, id, type, subject, body, recorded_at) FROM STDIN"
)
