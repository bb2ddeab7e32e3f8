"""One household's guard is held for long: its callers hear "come again", everybody else is served."""

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import psycopg

from chassis.store.lock_queue import WAITING_MAX
from tests.faults.overload.conftest import Answer, Serve, Served
from tests.support.until import wait_until

OTHERS = [(f"/guarded/h{number}", f"other-{number}") for number in range(60)]
CALLERS = 40
"""More than the service has connections."""


PATIENT = {"chassis.database.ON_THE_SERVER": {"lock_timeout": "60s"}}
"""Whoever may wait for the guard, waits until it is free."""


def test_a_held_household_turns_its_callers_away_and_stops_no_other(serve: Serve) -> None:
    served, over = serve(limits=PATIENT), threading.Event()
    served.post("/guarded/hot", "first")
    with ThreadPoolExecutor(CALLERS) as pool:
        with psycopg.connect(served.urls.app) as holder:
            holder.execute("SELECT FROM locks WHERE key = 'household/hot' FOR UPDATE")
            callers = [pool.submit(call_again, served, f"hot-{caller}", over) for caller in range(CALLERS)]
            wait_until(lambda: waiting(served) == WAITING_MAX, "a few to wait")
            others = served.post_all(OTHERS, 4)
            over.set()
        told = dict(pair for caller in callers for pair in caller.result())

    assert others == [Answer(200, "", None)] * len(OTHERS)
    turned_away = [answer for answer in told.values() if answer.status != 200]
    assert len(turned_away) >= CALLERS - WAITING_MAX
    assert {(one.status, one.code, one.retry_after) for one in turned_away} == {(503, "contended", "2")}
    kept = served.stored()
    assert sorted(kept.pop("hot")) == sorted(["first", *(key for key, answer in told.items() if answer.status == 200)])
    assert kept == {f"h{number}": [f"other-{number}"] for number in range(60)}


def test_a_caller_who_waits_for_a_held_household_is_told_to_come_again(serve: Serve) -> None:
    served = serve()
    served.post("/guarded/hot", "first")
    with psycopg.connect(served.urls.app) as holder:
        holder.execute("SELECT FROM locks WHERE key = 'household/hot' FOR UPDATE")
        assert served.post("/guarded/hot", "second") == Answer(503, "contended", "2")
    assert served.post("/guarded/hot", "second") == Answer(200, "", None)
    assert served.stored() == {"hot": ["first", "second"]}


def waiting(served: Served) -> int:
    """How many sessions of the service wait for a lock."""
    with psycopg.connect(served.urls.owner) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype IN ('tuple', 'transactionid')"
        ).fetchone()
    return int(row[0]) if row else 0


def call_again(served: Served, key: str, over: threading.Event) -> list[tuple[str, Answer]]:
    """At once, whatever the answer said; until `over`."""
    answers: list[tuple[str, Answer]] = []
    for number in count():
        one = f"{key}-{number}"
        answers.append((one, served.post("/guarded/hot", one)))
        if over.is_set():
            return answers
    raise AssertionError("unreachable")
