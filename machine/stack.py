"""The whole system on one machine: PostgreSQL, four services, mock agencies, supervised. `jiekun up`, the demo
and the tests run the same one.

The data folder holds everything: `postgres/`, `secrets/`, `keys/`, `logs/`, `blobs/`, `clock-offset`,
`population.json`. It is locked, so that two stacks never share it. `DATABASE_URL` (an administrator) replaces the
embedded server.
"""

import fcntl
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from agencies import scenarios
from agencies.partners import EVERYBODY
from agencies.population import generate
from chassis.clock import write_offset
from chassis.files import write_atomically
from chassis.migrate import upgrade, upgrade_vault
from chassis.roles import SERVICES
from chassis.urls import Urls
from kernel.calendar import business_date
from machine import embedded, environment, key_files, secrets, service_tools
from machine.environment import Bus, Environment, Place
from machine.issuer import LOCAL_ISSUER
from machine.ports import Ports, free_port
from machine.program import Program
from machine.provision import provision
from machine.readiness import http_ready
from machine.service_tools import CHECKOUT
from machine.supervisor import Supervisor

HOUSEHOLDS, SEED = 200, 1  # of the population that is made when none is given


def module(name: str) -> Sequence[str]:
    """How the process `name` is started: a service's name, or `agencies`."""
    return (sys.executable, "-m", "agencies" if name == "agencies" else f"services.{name}")


class DataFolderInUse(Exception):
    """Another stack runs on this data folder."""


class Stack:
    """`start()`, then use `ports`, `urls`, `secrets`, `supervisor`; `stop()` ends everything in order.

    `clock_offset`: business time is moved by `clock_offset_file` (a demo); else it is real time.
    `command` is replaced by tests that need no real services, and by a launcher that wraps what they take from
    outside. `adjust(process, environment)` may change a process's environment before it starts; the embedded server
    may live in a folder of its own, with settings of its own.
    """

    issuer = LOCAL_ISSUER
    urls: Urls
    secrets: secrets.Secrets
    keys: key_files.KeyFiles
    supervisor: Supervisor
    admin_url: str

    def __init__(
        self,
        data_dir: Path,
        bus: Bus = "direct",
        ports: Ports | None = None,
        clock_offset: bool = False,
        agencies: bool = True,
        *,
        kafka_bootstrap_servers: str | None = None,
        kafka_prefix: str | None = None,
        population_file: Path | None = None,
        agency_behaviour: Path | None = None,
        command: Callable[[str], Sequence[str]] = module,
        adjust: Callable[[str, Environment], Environment] = lambda name, settings: settings,
        postgres_dir: Path | None = None,
        postgres_settings: Mapping[str, str] | None = None,
        on_event: Callable[[str, str], None] = lambda name, what: None,
    ) -> None:
        self.data_dir = data_dir.resolve()
        self.bus: Bus = bus
        self.ports = ports or Ports()
        self.agencies = agencies
        self.clock_offset_file = self.data_dir / "clock-offset" if clock_offset else None
        self.kafka_bootstrap_servers = kafka_bootstrap_servers
        self.kafka_prefix = kafka_prefix
        self.population_file = population_file or self.data_dir / "population.json"
        self.agency_behaviour = agency_behaviour
        self._command = command
        self._adjust = adjust
        self._postgres_dir = (postgres_dir or self.data_dir).resolve()
        self._postgres_settings = postgres_settings
        self._on_event = on_event
        self._workers = 0

    def start(self, timeout_s: float = 60.0) -> None:
        """Everything up and ready. On failure what was started is ended again; raises `StartFailed`,
        `DataFolderInUse`."""
        self._lock = lock(self.data_dir)
        self.supervisor = Supervisor(self.data_dir / "logs", self._on_event)
        try:
            self._place = self._prepare()
            self.supervisor.start(*self._programs(), timeout_s=timeout_s)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        self.supervisor.stop()
        os.close(self._lock)

    def start_worker(self, service: str, timeout_s: float = 60.0) -> str:
        """One more process of `service`, on a free port; its name, for `supervisor.stop_one(name)`."""
        self._workers += 1
        port, name = free_port(), f"{service}-{self._workers + 1}"
        self.supervisor.start(self._service(service, name, port), timeout_s=timeout_s)
        return name

    def _prepare(self) -> Place:
        """Files, database server, roles and databases at their newest schema."""
        self.secrets = secrets.load_or_create(self.data_dir / "secrets", EVERYBODY)
        self.keys = key_files.write(
            self.data_dir / "keys", self.secrets, self.ports, scenarios.load(self.agency_behaviour)
        )
        if self.clock_offset_file is not None and not self.clock_offset_file.exists():
            write_offset(self.clock_offset_file, 0)
        self.admin_url = os.environ.get("DATABASE_URL") or self._start_postgres()
        self.urls = provision(self.admin_url, self.secrets.passwords)
        upgrade_vault(self.urls.vault.owner)
        for service in SERVICES:
            upgrade(f"services.{service}", self.urls.services[service].owner)
        return Place(
            urls=self.urls,
            ports=self.ports,
            keys=self.keys,
            master_key_file=self.secrets.master_key_file,
            bus=self.bus,
            kafka_bootstrap_servers=self.kafka_bootstrap_servers if self.bus == "kafka" else None,
            kafka_prefix=self.kafka_prefix,
            clock_offset_file=self.clock_offset_file,
            blobs_folder=self.data_dir / "blobs",
        )

    def _start_postgres(self) -> str:
        folder, port = self._postgres_dir, self.ports.postgres
        admin_url = embedded.prepare(folder, port)
        server = Program(
            "postgres",
            embedded.server_command(folder, port, self._postgres_settings),
            ready=lambda: embedded.answers(admin_url),
            # Again before each restart: as root, somebody may have closed a folder on the way to the data.
            before=lambda: embedded.prepare(folder, port),
            stop_signal=signal.SIGINT,
            tied=True,
        )
        self.supervisor.start(server)
        return admin_url

    def _programs(self) -> list[Program]:
        programs = [self._service(service, service, self.ports.of(service)) for service in SERVICES]
        if self.agencies:
            if not self.population_file.exists():
                people = generate(HOUSEHOLDS, SEED, business_date(datetime.now(UTC)))
                write_atomically(self.population_file, people.to_json())
            programs.insert(0, self._agencies())
        return programs

    def drift(self) -> dict[str, dict[str, Any]]:
        """Per service the tables whose rows differ from a rebuild from zero; {} of a service when all is well."""

        return service_tools.drift_of(self._place)

    def _service(self, service: str, name: str, port: int) -> Program:
        settings = self._adjust(service, environment.of_service(service, self._place, port))
        return Program(name, self._command(service), http_ready(port), settings, CHECKOUT)

    def _agencies(self) -> Program:
        settings = environment.of_agencies(self._place, self.population_file, self.agency_behaviour)
        return Program("agencies", self._command("agencies"), http_ready(self.ports.agencies), settings, CHECKOUT)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> Any:
        self.stop()


def lock(data_dir: Path) -> int:
    """An open file that holds the folder; closing it, or ending, lets go."""
    data_dir.mkdir(parents=True, exist_ok=True)
    held = os.open(data_dir / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        raise DataFolderInUse(f"another `jiekun up` or `jiekun demo` runs on {data_dir}: end it first") from None
    return held
