"""Everything that a demo starts, in a folder and on ports of its own; all of it is gone afterwards."""

import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from agencies.population import Population
from agencies.roster import SAMPLE_DAY
from chassis.files import write_atomically
from kernel.calendar import opening_hour
from lab.demo.asked import Asked
from lab.demo.clock import set_business_time
from lab.faults.site import Site, laid_out
from machine.installation import note_ports
from machine.kafka_local import KafkaServer, obtain
from machine.ports import Ports
from machine.program import StartFailed
from machine.provision import lived_on
from machine.stack import Stack


@dataclass
class System:
    """A stack that runs, and what is laid out around it. `died`: who of it did, but for those that `may_die` just then;
    `over` ends what strikes it."""

    stack: Stack
    site: Site
    broker: KafkaServer | None
    over: threading.Event
    may_die: set[str]
    died: list[str]


@contextmanager
def started(
    asked: Asked, faults: Collection[str], folder: Path, population: Population, say: Callable[[str], None]
) -> Iterator[System]:
    """`faults`: those that can be had here; what they need is laid out. Raises `StartFailed`, `KafkaUnavailable`."""
    if (given := os.environ.get("DATABASE_URL")) and lived_on(given):
        raise StartFailed("the server in DATABASE_URL holds databases of Jiekun: a demo wants an empty one, or none")
    ports = Ports.free()
    write_atomically(folder / "population.json", population.to_json())
    note_ports(folder, ports)
    set_business_time(folder / "clock-offset", opening_hour(SAMPLE_DAY))
    may_die: set[str] = set()
    died: list[str] = []

    def hear(name: str, what: str) -> None:
        if what.startswith("died") and name not in may_die:
            died.append(name)

    with ExitStack() as ending:
        broker = None
        if asked.bus == "kafka":
            broker = obtain(folder / "kafka", say)
            ending.callback(broker.stop)
        own = asked.setting.own_postgres
        site = ending.enter_context(laid_out(folder / "laboratory", ports, faults, own_postgres=own))
        stack = Stack(
            *(folder, asked.bus, ports),
            clock_offset=True,
            kafka_bootstrap_servers=broker.bootstrap if broker is not None else None,
            kafka_prefix=f"jiekun-demo-{token_hex(4)}",  # a cluster of your own may serve others too
            agency_behaviour=asked.scenario,
            on_event=hear,
            **(site.of_stack if faults else {}),
        )
        yield System(ending.enter_context(stack), site, broker, threading.Event(), may_die, died)


@contextmanager
def folder_for(keep: Path | None) -> Iterator[Path]:
    """A new one that goes away, or the empty one that somebody gave. Raises `FolderNotEmpty`."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        if any(keep.iterdir()):
            raise FolderNotEmpty(f"{keep} is not empty: a demo begins in an empty folder")
        yield keep
        return
    folder = Path(tempfile.mkdtemp(prefix="jiekun-demo-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class FolderNotEmpty(Exception):
    """The folder that the demo was to keep its data in holds something already."""
