"""`jiekun demo --stack deploy`: the same people and the same judgement, on the stack that runs in containers."""

import time
from collections.abc import Callable
from dataclasses import replace

import psycopg

from chassis.roles import SERVICES
from checks.storage import Storage
from kernel.calendar import opening_hour
from lab.demo.outcome import Outcome
from lab.demo.run import play, world_on
from lab.demo.world import Tally
from machine.containers import Containers

BUS = "kafka"  # as deploy/docker-compose.yml has it
PATIENCE_S = 300.0
"""On a busy machine a broker that somebody killed is back after some minutes."""


class NotFresh(Exception):
    """The stack cannot be walked from the beginning; the text says what to type."""


def run(stack: Containers, tally: Tally, say: Callable[[str], None] = lambda sentence: None) -> Outcome:
    """Walks the households that the stack's agencies know. Raises `NotFresh` and what `play` raises."""
    began, population = time.monotonic(), stack.population
    with world_on(stack, population, tally) as world:
        require_fresh(world.storage)
        world.clock.step_to(opening_hour(population.today))
        patient = replace(world, patience_s=PATIENCE_S, portal=replace(world.portal, patience_s=PATIENCE_S))
        return play(patient, BUS, began, say)


def require_fresh(storage: Storage) -> None:
    """The agencies' own reports may be there already; households may not: each person applies once."""
    try:
        applied = storage.row("intake", "SELECT count(*) FROM households")[0]
        for service in SERVICES:
            storage.row(service, "SELECT count(*) FROM events")
    except psycopg.OperationalError as error:
        raise NotFresh("its databases cannot be reached: `make stack-up-local` opens them to a demo") from error
    if applied:
        raise NotFresh("households have applied here already: `make stack-wipe stack-up-local` begins anew")
