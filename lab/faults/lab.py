"""What a fault may touch: the processes, the broker, the databases, the ways between them, and the clocks."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from chassis.roles import SERVICES
from checks.storage import Storage
from lab.faults import places
from lab.faults.errors import NotStruck
from lab.faults.site import Site
from lab.faults.way import Way
from machine import embedded
from machine.environment import Bus
from machine.kafka_local import KafkaServer
from machine.readiness import http_ready
from machine.stack import Stack

POLL_S = 0.02
LOOK_S = 0.002
LULL_S = 2.0

WRITING = "SELECT FROM pg_stat_activity WHERE usename = ANY(%s) AND backend_xid IS NOT NULL"
WHOLE_WITHIN_S = 120.0


@dataclass
class Lab:
    """Used by one thread, the striker's. `may_die`: names of processes whose deaths are our doing just now."""

    bus: Bus
    site: Site
    stack: Stack
    storage: Storage
    over: threading.Event
    broker: KafkaServer | None = None
    may_die: set[str] = field(default_factory=set)
    _starts: dict[str, int] = field(default_factory=dict)
    _joined: str | None = None

    @property
    def disk(self) -> Path | None:
        return self.site.disk

    def way(self, target: str) -> Way:
        return self.site.ways[target]

    def wall_clock(self, service: str) -> Path:
        return places.wall_clock(self.site.folder, service)

    @contextmanager
    def administrator(self) -> Iterator[psycopg.Connection[Any]]:
        with closing(psycopg.connect(self.stack.admin_url, autocommit=True, connect_timeout=5)) as admin:
            yield admin

    @contextmanager
    def amid_a_transaction(self, role: str | None) -> Iterator[psycopg.Connection[Any]]:
        """While a transaction of that role (of any service) has written and not committed; in a lull just now."""
        roles = [role] if role is not None else list(SERVICES)
        with self.administrator() as admin:
            until = time.monotonic() + LULL_S
            while not admin.execute(WRITING, (roles,)).fetchone() and time.monotonic() < until:
                if self.over.wait(LOOK_S):
                    break
            yield admin

    def kill(self, name: str) -> None:
        """Of a process that works on the databases in mid-transaction, if it comes to one."""
        with self.amid_a_transaction(name if name in SERVICES else None):
            self._starts[name] = self.stack.supervisor.kill(name)

    def wait_back(self, name: str) -> None:
        """Until what was killed is ready again. Raises `NotStruck`."""
        self.wait_until(lambda: self._is_back(name), WHOLE_WITHIN_S, f"{name} is ready again")

    def stop_still(self, service: str) -> None:
        """SIGSTOP, in mid-transaction if it comes to one: what it has locked stays locked."""
        with self.amid_a_transaction(service):
            self.send(service, signal.SIGSTOP)

    def send(self, name: str, number: signal.Signals) -> None:
        os.kill(self.stack.supervisor.running()[name], number)

    def join(self, service: str) -> None:
        """One more process of it, until `leave`."""
        self._joined = self.stack.start_worker(service, WHOLE_WITHIN_S)

    def leave(self, by: signal.Signals | None = None) -> None:
        """In order, or by that signal."""
        joined, self._joined = self._joined, None
        if joined is not None:
            self.stack.supervisor.stop_one(joined, by=by)

    def wait_answers(self, service: str) -> None:
        ready = http_ready(self.stack.ports.of(service))
        self.wait_until(ready, WHOLE_WITHIN_S, f"{service} answers")

    def wait_database(self) -> None:
        self.wait_until(lambda: embedded.answers(self.stack.admin_url), WHOLE_WITHIN_S, "PostgreSQL answers")

    def wait_until(self, reached: Callable[[], bool], within_s: float, what: str) -> None:
        """Raises `NotStruck` when it never comes, or when the demo is ended."""
        until = time.monotonic() + within_s
        while not self._is(reached):
            if self.over.wait(POLL_S) or time.monotonic() > until:
                raise NotStruck(f"waited {within_s:g} s in vain for this: {what}")

    def _is_back(self, name: str) -> bool:
        return self.stack.supervisor.is_ready(name, self._starts.get(name, 0))

    @staticmethod
    def _is(reached: Callable[[], bool]) -> bool:
        try:
            return reached()
        except psycopg.OperationalError:  # the database is what was struck
            return False
