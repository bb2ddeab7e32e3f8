"""When business time moves: only when all is quiet, and only to what is due next.

See docs/design/time-and-operation.md#quiet.
"""

import time
from datetime import UTC, datetime
from functools import partial
from typing import Any

import psycopg

from checks import quiet
from kernel.calendar import opening_hour
from lab.demo.people.visitors import next_visit
from lab.demo.world import ONLOOKER, World

POLL_S = 0.05
LOOK_AT_PROGRESS_S = 1.0
"""Whether anything moves at all is asked so often: only a demo that stands still needs to know."""

WAITING_HOUSEHOLDS = ("under_verification", "on_notice")
WAITING_ACTS = ("proposed", "cleared", "in_batch", "confirmed")


class NeverQuiet(Exception):
    """Something stays under way; the text says what."""


class Interrupted(Exception):
    """Somebody ended the demo."""


def settle(world: World) -> None:
    """Wait until every mark is at its head and nothing is on its way. Raises `NeverQuiet`."""
    world.desk.clear()
    moved_at, looked_at, seen, position = time.monotonic(), 0.0, 0, 0
    while True:
        try:
            away = agencies(world)["not_acknowledging"]
            still, reason = quiet.is_quiet(world.storage, partial(answers_are_due, world), world.clock.now(), away)
            if still:
                return
            if time.monotonic() - looked_at >= LOOK_AT_PROGRESS_S:
                position = sum(service.position for service in quiet.heads(world.storage).values())
                looked_at = time.monotonic()
        except psycopg.OperationalError as error:  # the server is being started again
            reason = str(error)
        if position != seen:
            moved_at, seen = time.monotonic(), position
        elif time.monotonic() - moved_at > world.patience_s:
            raise NeverQuiet(reason)
        if world.portal.over.wait(POLL_S):
            raise Interrupted


def step(world: World) -> bool:
    """Move business time to the earliest thing that is due; False when nobody waits for anything."""
    visit = next_visit(world)
    if visit is None and not somebody_waits(world):
        return False
    dues = [earliest_timer(world), earliest_answer(world), opening_hour(visit) if visit else None]
    due = min((due for due in dues if due is not None), default=None)
    if due is None:
        return False
    world.clock.step_to(due)
    return True


def somebody_waits(world: World) -> bool:
    return (
        any(world.list("intake", "/v1/households", status=status) for status in WAITING_HOUSEHOLDS)
        or any(world.list("assistance", "/v1/acts", status=status) for status in WAITING_ACTS)
        or bool(world.list("intake", "/v1/households", recheck_under_way="true"))
    )


def earliest_timer(world: World) -> datetime | None:
    """When the next timer is due; waits for a database server that is being started again. Raises `NeverQuiet`."""
    give_up_at = time.monotonic() + world.patience_s
    while True:
        try:
            return quiet.earliest_timer(world.storage)
        except psycopg.OperationalError as error:
            if time.monotonic() > give_up_at:
                raise NeverQuiet(str(error)) from error
        if world.portal.over.wait(POLL_S):
            raise Interrupted


def earliest_answer(world: World) -> datetime | None:
    """When the first of the agencies' answers is due that are not due yet."""
    due = agencies(world)["earliest_due"]
    return None if due is None else datetime.fromisoformat(due).astimezone(UTC)


def answers_are_due(world: World) -> bool:
    return not agencies(world)["quiet"]


def agencies(world: World) -> Any:
    return world.portal.get("agencies", "/pending", ONLOOKER)
