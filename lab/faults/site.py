"""What the laboratory lays out before anything starts: a small disk, ways to peers, and how services are started."""

import json
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chassis.clock import write_offset
from chassis.files import write_atomically
from chassis.roles import SERVICES
from lab.faults.places import redelivered, wall_clock
from lab.faults.small_disk import POSTGRES_SETTINGS, mounted
from lab.faults.way import AGENCIES, Way, Ways
from machine.environment import Environment
from machine.ports import Ports
from machine.stack import module

DATABASES = ("JIEKUN_DATABASE_URL", "JIEKUN_VAULT_URL", "JIEKUN_SOURCES")


@dataclass(frozen=True)
class Site:
    """`ways`: service -> its way to PostgreSQL, `agencies` -> verification's way to them; `disk`: where the server
    lives, if not in the demo's folder."""

    folder: Path
    ports: Ports
    disk: Path | None = None
    ways: Mapping[str, Way] = field(default_factory=dict)

    @property
    def of_stack(self) -> dict[str, Any]:
        """What `Stack` is to be told."""
        told: dict[str, Any] = {"command": self.command, "adjust": self.adjust}
        if self.disk is not None:
            told |= {"postgres_dir": self.disk, "postgres_settings": POSTGRES_SETTINGS}
        return told

    def command(self, name: str) -> Sequence[str]:
        """Services are started by our launcher, the agencies as always."""
        if name == "agencies":
            return module(name)
        return (sys.executable, "-m", "lab.faults.serve", str(self.folder), name)

    def adjust(self, service: str, settings: Environment) -> Environment:
        """Sends a service along its ways instead of straight to its peers."""
        changed = dict(settings)
        if service in self.ways:
            straight, way = f":{self.ports.postgres}/", f":{self.ways[service].port}/"
            changed |= {name: settings[name].replace(straight, way) for name in DATABASES if name in settings}
        if service == "verification" and AGENCIES in self.ways:
            changed["JIEKUN_AGENCIES_FILE"] = str(self._agencies_file(Path(settings["JIEKUN_AGENCIES_FILE"])))
        return changed

    def _agencies_file(self, straight: Path) -> Path:
        """The same agencies, at the end of our way."""
        known = json.loads(straight.read_bytes())
        for agency in known:
            agency["url"] = agency["url"].replace(f":{self.ports.agencies}/", f":{self.ways[AGENCIES].port}/")
        changed = self.folder / "agencies.json"
        write_atomically(changed, json.dumps(known).encode())
        return changed


@contextmanager
def laid_out(folder: Path, ports: Ports, names: Collection[str], *, own_postgres: bool) -> Iterator[Site]:
    """For the faults `names`; all of it is gone afterwards. Raises `NotStruck`."""
    folder.mkdir(parents=True, exist_ok=True)
    for service in SERVICES:
        write_offset(wall_clock(folder, service), 0)
    if "redeliver" in names:
        redelivered(folder).touch()
    with ExitStack() as ending:
        disk = ending.enter_context(mounted(folder / "disk")) if "disk" in names else None
        ways: dict[str, Way] = {}
        if "slow" in names:
            relay = Ways()
            ending.callback(relay.close)
            ways[AGENCIES] = relay.open(ports.agencies)
            if own_postgres:
                ways |= {service: relay.open(ports.postgres) for service in SERVICES}
        yield Site(folder, ports, disk, ways)
