"""The whole system in one process: four services on PostgreSQL, agencies, a bus in memory, every way out wrapped."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from agencies.partners import EVERYBODY
from agencies.population import Population
from chassis import clock
from chassis import files as chassis_files
from chassis.blobs.folder import FolderBlobs
from chassis.bus.memory import MemoryBus
from chassis.roles import SERVICES
from chassis.urls import Urls
from checks import quiet
from checks.storage import Storage
from machine import key_files, secrets
from portal import callers
from portal.client import Portal
from tests.faults.each_call import receiver
from tests.faults.each_call.agencies_room import AgenciesRoom
from tests.faults.each_call.files_port import OsPort
from tests.faults.each_call.loops import Loops, Turn
from tests.faults.each_call.served import PORTS, Place, start
from tests.faults.each_call.shelf import Shelf
from tests.faults.each_call.sites import Sites
from tests.faults.each_call.wire import ClientPort, Doors
from tests.support.service import end

ROUNDS_MAX = 60
ROUNDS_AFTER_A_FAILURE = 5
LEASE_OVER_S = 61.0


class NeverQuiet(Exception):
    """The house goes round and round; the text says what waits."""


class House:
    def __init__(self, folder: Path, admin_url: str, urls: Urls, population: Population, begins: datetime) -> None:
        self.sites, self.folder, self.population = Sites(), folder, population
        self.shelf, self.storage = Shelf(admin_url, urls), Storage(urls)
        self.doors, self.bus = Doors(), MemoryBus()
        made = secrets.load_or_create(folder / "secrets", EVERYBODY)
        keys = key_files.write(folder / "keys", made, PORTS)
        self.blobs = FolderBlobs(folder / "blobs")
        """As the checks find them; what a stage put there stays when it is played again."""
        self._place = Place(urls, made, keys, folder / "clock-offset", self.sites, self.doors, Turn())
        self.move_clock(begins)
        self.clock = clock.OffsetClock(self._place.clock_file)
        letters = ClientPort(self.doors, "agencies", "letter", self.sites)
        self.agencies = AgenciesRoom(population, keys, self.clock, self.doors, letters)
        self.agencies.open(PORTS.url("agencies"))
        self.doors.open(receiver.RECEIVER, receiver.app())
        self.services = [start(service, self._place) for service in SERVICES]
        self._patch = pytest.MonkeyPatch()
        self._patch.setattr(chassis_files, "os", OsPort(self.sites))
        self._open_loops()

    def portal(self, client: ClientPort | None = None) -> Portal:
        """A union's portal: it repeats what was not answered, under the same key, without waiting between."""
        wired: Any = client or ClientPort(self.doors, "portal", "request", self.sites)
        addresses = {name: PORTS.url(name) for name in (*SERVICES, "agencies")}
        tokens = callers.Tokens(self._place.secrets.issuer_key)
        return Portal(addresses, tokens, wired, over=Turn())

    def commands(self, service: str) -> list[str]:
        """`POST /path` of each command that the service describes."""
        described = self.doors.ask("GET", f"{PORTS.url(service)}/openapi.json", None, {})
        paths = json.loads(described.body)["paths"]
        return [f"POST {path}" for path, methods in paths.items() if "post" in methods]

    def move_clock(self, instant: datetime) -> None:
        clock.write_offset(self._place.clock_file, (instant - clock.SystemClock().now()).total_seconds())

    def settle(self) -> None:
        """Everybody goes on until nothing waits any more; whoever leased or put off something waits no real time."""
        position = -1
        for _ in range(ROUNDS_MAX):
            self._go_round()
            still, why = quiet.is_quiet(self.storage, self.agencies.pending, self.clock.now())
            if still:
                return
            before, position = position, sum(one.position for one in quiet.heads(self.storage).values())
            if position == before:
                self.shelf.age(LEASE_OVER_S)
        raise NeverQuiet(why)

    def settle_without(self, loop: str) -> None:
        """So many rounds, in which this loop gets no turn, that any one failure is over."""
        for loops in self.loops:
            loops.resting = loop
        for _ in range(ROUNDS_AFTER_A_FAILURE):
            self._go_round()
            self.shelf.age(LEASE_OVER_S)
        for loops in self.loops:
            loops.resting = ""

    def restart(self) -> None:
        """All services end and are started again; the databases, the bus and the agencies go on."""
        for service in self.services:
            end(service)
        self.services = [start(service, self._place) for service in SERVICES]
        self._open_loops()

    def keep(self, stage: str) -> None:
        self.shelf.keep(stage)
        self.agencies.keep(self.folder / f"{stage}.journal")

    def put_back(self, stage: str, instant: datetime, bus: MemoryBus) -> None:
        """Everything as at the beginning of the stage; nobody remembers anything of later."""
        self.bus = bus
        self.shelf.put_back(stage)
        self.move_clock(instant)
        self.agencies.put_back(self.folder / f"{stage}.journal", PORTS.url("agencies"))
        for service in self.services:
            service.vault.forget()
        self._open_loops()

    def dead_threads(self) -> list[str]:
        return [f"{one.name}: its lane ended" for one in self.services if not one.lane.thread.is_alive()]

    def close(self) -> None:
        self._patch.undo()
        for service in self.services:
            end(service)
        self.agencies.close()
        self.storage.close()
        self.shelf.close()
        self.doors.close()

    def _go_round(self) -> None:
        for loops in self.loops:
            loops.go_round()
        self.agencies.step()

    def _open_loops(self) -> None:
        self.loops = [Loops(service, self.bus, self.sites, self._place.turn) for service in self.services]
