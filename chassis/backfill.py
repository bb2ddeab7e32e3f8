"""Backfill: a table that a migration added is made from the events that are stored, beside the work, when the service
starts. Whoever upgrades would otherwise have to remember it, and until then the table would say nothing waits.
"""

import threading
import time
from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import Connection

from chassis import operations
from chassis.database import unhurried
from chassis.logs import logger
from chassis.operations import Operator
from chassis.operations.events import ReadModelRebuilt
from chassis.rebuild import rebuild
from chassis.resources import Resources
from chassis.service import ReadModels, Service
from chassis.store.append import append

SUBJECT = "read-models"
ONE_AT_A_TIME = 0x66696C6C  # advisory lock: of several processes one fills
AGAIN_S = 30.0


def run(service: Service[Resources], stop: threading.Event) -> None:
    """Until all is filled, whatever comes between; then it waits for the end, for a thread that ends is an alarm."""
    log, wanted = logger("filling"), True
    while wanted and not stop.is_set():
        try:
            for done in fill(service):
                log.info("read_model_filled", **done)
            wanted = bool(to_be_filled(service))
        except psycopg.Error as error:
            log.warning("filling_waits", error=type(error).__name__)
        if wanted:
            stop.wait(AGAIN_S)
    stop.wait()


def to_be_filled(service: Service[Resources]) -> list[str]:
    with service.store.pool.connection() as connection:
        return _to_be_filled(connection)


def fill(service: Service[Resources]) -> list[dict[str, object]]:
    """What was made anew; nothing while another process is at it."""
    with service.store.pool.connection() as guard:
        (mine,) = guard.execute("SELECT pg_try_advisory_lock(%s)", (ONE_AT_A_TIME,)).fetchone() or (False,)
        if not mine:
            return []
        try:
            wanted = set(_to_be_filled(guard))
            groups = [models for models in service.read_models if wanted & set(models.tables)]
            return [rebuilt(service, models, f"system:{service.name}") for models in groups]
        finally:
            guard.execute("SELECT pg_advisory_unlock(%s)", (ONE_AT_A_TIME,))


def rebuilt(service: Service[Resources], models: ReadModels, name: str) -> dict[str, object]:
    """One group made anew beside the live one and swapped in; with the swap it is on record, and filled."""
    began, codec = time.monotonic(), service.store.codec

    def tell(connection: Connection[Any], position: int) -> None:
        done = ReadModelRebuilt(tables=tuple(models.tables), position=position)
        unit = operations.unit_of(codec, Operator(name, service.clock.now()), (SUBJECT, done))
        append(connection, [unit], lambda recorded: ())
        _is_filled(connection, models.tables)

    with service.store.pool.connection() as taken, unhurried(taken) as connection:
        position = rebuild(connection, codec, models.project, models.tables, guards=models.guards, tell=tell)
    return {"tables": list(models.tables), "position": position, "seconds": round(time.monotonic() - began, 3)}


def _to_be_filled(connection: Connection[Any]) -> list[str]:
    return [name for (name,) in connection.execute("SELECT table_name FROM to_be_filled ORDER BY 1")]


def _is_filled(connection: Connection[Any], tables: Sequence[str]) -> None:
    connection.execute("DELETE FROM to_be_filled WHERE table_name = ANY(%s)", (list(tables),))
