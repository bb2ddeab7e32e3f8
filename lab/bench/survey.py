"""The row `survey`: next year's survey held against all open files, over HTTP, from intake's own process.

The peer is the same survey against a tenth of the files: a survey costs what its sheet names, not what lies behind.
"""

import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from chassis.client import HttpClient
from chassis.clock import real_now
from chassis.memory import peak_told
from kernel.calendar import business_date
from lab.bench import surveyed, tasks
from lab.bench.contestant import Failed
from lab.bench.rounds import Field, scaled
from lab.bench.row import Figure, Result, Row, result
from machine import issuer
from machine.environment import Place
from machine.supervisor import Supervisor
from portal import multipart
from portal.rosters import PATH, XLSX

TENTH = 0.1
ROWS = 10_000
SECONDS_MOST, MIB_MOST = 60.0, 400.0
REPLY_BYTES_MAX = 64 << 20
EXPECTED = {"changed": 0.4, "unchanged": 0.5, "taken": 0.1}
"""What becomes of the rows; each of them is one of ten in turn."""


def play(row: Row, on: Field) -> Result:
    """One round each: a survey that was held once changes nothing the second time."""
    count, few, rows = scaled(row.count, on.scale), scaled(row.count, on.scale * TENTH), scaled(ROWS, on.scale)
    short = [rows / _held(few, rows, on)[0]] if on.peer_command else []
    seconds, peak_mib = _held(count, rows, on)
    figures = (Figure("seconds", seconds, at_most=SECONDS_MOST), Figure("peak MiB", peak_mib, at_most=MIB_MOST))
    return result(row, [rows / seconds], short, round(os.getloadavg()[0], 1), figures)


def _held(count: int, rows: int, on: Field) -> tuple[float, float]:
    """(seconds, the most memory of the process that compares)"""
    today = business_date(real_now())
    with _served() as (place, watched):
        on.step(f"survey: {count:,} files")
        surveyed.fill(place, count, today)
        content = surveyed.sheet(_drawn(count, rows), today)
        on.step(f"survey: {rows:,} rows against {count:,} files")
        began = time.perf_counter()
        said = _send(place, content, today)
        seconds = round(time.perf_counter() - began, 1)
        peak_mib = round(peak_told(Path(f"/proc/{watched.running()['intake']}/status")), 1)
    expected = {status: round(rows * share) for status, share in EXPECTED.items()}
    told = {status: said[status] for status in expected}
    if told != expected:
        raise Failed(f"the survey came to {told}, and is {expected}; {said['refused']} refused: {said['results'][:1]}")
    return seconds, peak_mib


def _drawn(count: int, rows: int) -> list[tuple[int, dict[str, str]]]:
    """Files all over the store; one row in ten is of people who have none."""
    step = max(count // rows, 1)
    changes: list[dict[str, str]] = [
        *[{}] * 5, {"联系电话": "19900000000"}, {"本人月收入（元）": "900.00"}, {"家庭住址": "示例新村"},
        {"银行账号": "{}", "成员1月收入（元）": "0.00"}, {},
    ]  # fmt: skip
    return [
        (
            number * step if number % 10 < 9 else count + number,
            # One account each: one under many rows would rightly stop the import.
            {column: said.format(f"99999990{number:010d}") for column, said in changes[number % 10].items()},
        )
        for number in range(rows)
    ]


def _send(place: Place, content: bytes, today: date) -> dict[str, Any]:
    key = json.loads(place.keys.issuer_key.read_bytes())
    body, headers = multipart.encoded(multipart.File("roster.xlsx", XLSX, content))
    token = issuer.mint(key, "importer", surveyed.UNION, ("case_worker",), 3600)
    sent = {
        **headers,
        "Authorization": f"Bearer {token}",
        "Idempotency-Key": f"survey-{today}",
        "Accept": "application/json",
    }
    with HttpClient(timeout_s=600.0, reply_bytes_max=REPLY_BYTES_MAX) as client:
        reply = client.post(f"{place.ports.url('intake')}{PATH}", body, sent)
    if reply.status != 200:
        raise Failed(f"{reply.status}: {reply.body[:500]!r}")
    said: dict[str, Any] = json.loads(reply.body)
    return said


@contextmanager
def _served() -> Iterator[tuple[Place, Supervisor]]:
    with (
        tempfile.TemporaryDirectory(prefix="jiekun-bench-survey-") as folder,
        tasks.watched_over(Path(folder)) as served,
    ):
        yield served
