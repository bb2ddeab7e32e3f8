"""People who work while faults strike: they keep their pace, and have the patience that it takes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from chassis.roles import SERVICES
from checks.storage import Storage
from lab.demo.clock_steps import Interrupted
from lab.demo.demo_system import System
from lab.demo.world import World
from lab.faults.campaign import Striker
from lab.faults.lab import Lab
from lab.faults.schedule import Round
from portal.client import BUSY, Away

PATIENCE_S = 180.0
"""A call that failed a few times is tried again after half a minute or a whole one."""

WRONG_CLOCK = 401
"""While a service's clock is wrong, it believes no good token."""


@contextmanager
def struck(system: System, world: World, rounds: Sequence[Round]) -> Iterator[tuple[World, Striker]]:
    """The world to play in, and who strikes it. Raises `NotStruck`, and what an unready process raises."""
    portal = replace(world.portal, patience_s=PATIENCE_S, busy=(*BUSY, WRONG_CLOCK))
    urls = system.stack.urls
    with Storage(urls) as storage, Storage(urls) as counted:  # one for each of two threads
        lab = Lab(system.stack.bus, system.site, system.stack, storage, system.over, system.broker, system.may_die)
        with Striker(
            lab,
            rounds,
            told=lambda done: world.tally.set("rounds", done),
            stored=lambda: stored(counted),
            give_up=portal.over,
        ) as striker:
            try:
                yield replace(world, portal=portal, pace=striker.pace, patience_s=PATIENCE_S), striker
            except (Interrupted, Away):
                if striker.failure is not None:
                    raise striker.failure from None
                raise


def stored(storage: Storage) -> int:
    """The events of all services."""
    return sum(int(storage.row(service, "SELECT position FROM counter")[0]) for service in SERVICES)
