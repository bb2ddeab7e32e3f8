"""What every service opens at its start: vault, codec, store, writer lane, clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chassis.clock import Clock, business_clock
from chassis.codec import Codec
from chassis.lane import Lane
from chassis.operating.events import events_of
from chassis.settings import Settings
from chassis.store.append import Projection
from chassis.store.postgres import PostgresStore
from chassis.vault.postgres import PostgresVault


@dataclass(frozen=True)
class Resources:
    settings: Settings
    vault: PostgresVault
    codec: Codec
    store: PostgresStore
    lane: Lane
    clock: Clock


def open_resources(
    settings: Settings,
    catalogue: Mapping[str, type],
    project: Projection,
    *,
    may_open: bool = True,
    upcasters: Mapping[type, Callable[[Any], Any]] | None = None,
) -> Resources:
    """`catalogue` holds every type the service writes, beside what operators do to it; `may_open=False` for a service
    that reads no box."""
    assert settings.master_key_file is not None
    vault = PostgresVault(settings.vault_url, settings.master_key_file.read_bytes(), may_open=may_open)
    codec = Codec(settings.service, {**catalogue, **events_of(settings.service)}, vault, upcasters)
    store = PostgresStore(settings.database_url, codec, project)
    return Resources(settings, vault, codec, store, Lane(store), business_clock(settings.clock_offset_file))
