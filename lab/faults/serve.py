"""`python -m lab.faults.serve FOLDER SERVICE`: a service whose ports are wrapped, started by its name.

It is the same `bootstrap` and the same `host` as `python -m services.<name>`; no service knows of this. Files in FOLDER
say what is wrapped, so that the laboratory reaches a process from outside.
"""

import sys
import time
from functools import partial
from importlib import import_module
from pathlib import Path

from chassis.clock import read_offset
from chassis.host import host
from chassis.wrapped_ports import WrappedPorts, unwrapped
from lab.faults.places import DELIVERY_LEASE_S, redelivered, wall_clock
from lab.faults.redelivery import Redelivering


def main(folder: Path, service: str) -> None:
    repeats, clock = redelivered(folder), wall_clock(folder, service)
    feed = partial(Redelivering, counted=repeats) if repeats.exists() else unwrapped
    bootstrap = import_module(f"services.{service}.bootstrap").bootstrap
    ports = WrappedPorts(
        feed,
        lambda: time.time() + read_offset(clock),
        DELIVERY_LEASE_S,
        ahead_from=1,  # a demo has few messages: after each poll that brings one, the next is under way
    )
    host(f"services.{service}", bootstrap, ports)


if __name__ == "__main__":
    _, lab_folder, name, *words = sys.argv
    sys.argv[1:] = words
    main(Path(lab_folder), name)
