"""The row `work-list`: the first page of a county's and of a province's work list, over HTTP, names opened.

The peer is the same with a tenth of the tasks: a page costs what it shows, not what lies behind it.
"""

import json
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean, quantiles

from chassis.client import HttpClient
from chassis.clock import real_now
from kernel.calendar import business_date
from lab.bench import tasks
from lab.bench.contestant import Failed
from lab.bench.rounds import Field, scaled
from lab.bench.row import Figure, Result, Row, result
from machine import issuer
from machine.environment import Place

TENTH = 0.1
PAGES = 100
"""Of each place in a round."""
COUNTY_MS_MOST, PROVINCE_MS_MOST = 50.0, 200.0
MINE = "?assignee=me"
ASKED = ("", "?overdue=true", "?assignee=none", "?kind=review", "?sort=since", MINE)
"""What people begin their day with, in turn."""

Took = dict[str, list[float]]
"""Place -> milliseconds of each page."""


def play(row: Row, on: Field) -> Result:
    today = business_date(real_now())
    count, few = scaled(row.count, on.scale), scaled(row.count, on.scale * TENTH)
    with tempfile.TemporaryDirectory(prefix="jiekun-bench-work-list-") as folder, tasks.served(Path(folder)) as place:
        loads: list[float] = []
        tasks.fill(place, few, today)
        short, short_rates = _asked(row, on, place, few, loads)
        tasks.fill(place, count - few, today)
        long, long_rates = _asked(row, on, place, count, loads)
    figures = (
        Figure("county p99 ms", _p99(long[tasks.COUNTY]), _p99(short[tasks.COUNTY]), COUNTY_MS_MOST),
        Figure("province p99 ms", _p99(long[tasks.PROVINCE]), _p99(short[tasks.PROVINCE]), PROVINCE_MS_MOST),
    )
    return result(row, long_rates, short_rates if on.peer_command else [], round(fmean(loads), 1), figures)


def _asked(row: Row, on: Field, place: Place, count: int, loads: list[float]) -> tuple[Took, list[float]]:
    """So many rounds; the first page of each place and question is not counted, for plans and keys."""
    took: Took = {tasks.COUNTY: [], tasks.PROVINCE: []}
    rates = []
    with HttpClient(timeout_s=60.0) as client:
        for org_path in took:
            for asked in ASKED:
                _page(client, place, org_path, asked)
        for number in range(on.rounds):
            on.step(f"{row.name} {count:,}: {number + 1}/{on.rounds}")
            loads.append(os.getloadavg()[0])
            began = time.perf_counter()
            for page in range(PAGES):
                for org_path, each in took.items():
                    each.append(_page(client, place, org_path, ASKED[page % len(ASKED)]))
            rates.append(2 * PAGES / (time.perf_counter() - began))
    return took, rates


def _page(client: HttpClient, place: Place, org_path: str, asked: str) -> float:
    key = json.loads(place.keys.issuer_key.read_bytes())
    token = issuer.mint(key, tasks.PERSON, org_path, ("reviewer", "case_worker"), 3600)
    began = time.perf_counter()
    reply = client.get(f"{place.ports.url('intake')}/v1/tasks{asked}", {"Authorization": f"Bearer {token}"})
    took_ms = (time.perf_counter() - began) * 1000
    items = json.loads(reply.body)["items"] if reply.status == 200 else []
    named = {item["name"] for item in items}
    if reply.status != 200 or (not items and asked != MINE) or (asked == "" and named != {"陈**"}):
        raise Failed(f"{org_path}{asked}: {reply.status}, {len(items)} tasks, or names that are not opened")
    return took_ms


def _p99(took: Sequence[float]) -> float:
    return round(quantiles(took, n=100)[-1], 1)
