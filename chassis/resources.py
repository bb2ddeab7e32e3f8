"""Dependencies that a service opens at its start: vault, codec, store, writer lane, clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chassis.clock import Clock, business_clock
from chassis.codec import Codec
from chassis.group_commit import Lane
from chassis.operations.events import events_of
from chassis.projection import Projection
from chassis.settings import Settings
from chassis.store.postgres import PostgresStore
from chassis.vault.postgres import PostgresVault
from kernel.calendar import business_date


@dataclass(frozen=True)
class Resources:
    """A service that opens more at its start, such as the laws of all places, has a subclass with more fields."""

    settings: Settings
    vault: PostgresVault
    codec: Codec
    store: PostgresStore
    lane: Lane
    clock: Clock

    def today(self) -> date:
        """The business day."""
        return business_date(self.clock.now())


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
