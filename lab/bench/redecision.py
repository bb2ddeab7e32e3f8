"""The row `redecide`: all past decisions under an amended document, in intake's own process over its own store.

The peer is the same with a tenth of the history: the rate stays, and so does the memory.
"""

import json
import os
import tempfile
from pathlib import Path
from statistics import fmean, median
from typing import Any

from lab.bench import history
from lab.bench.contestant import Failed
from lab.bench.decisions import DAY
from lab.bench.rounds import Field, scaled
from lab.bench.row import Figure, Result, Row, result
from machine.environment import Place
from machine.service_tools import ToolFailed, ask

TENTH = 0.1
SECONDS_MOST = 30.0
"""For 100,000 decisions."""
MORE_MIB_MOST = 64.0
"""That ten times the history may hold more."""


def play(row: Row, on: Field) -> Result:
    count, few = scaled(row.count, on.scale), scaled(row.count, on.scale * TENTH)
    with tempfile.TemporaryDirectory(prefix="jiekun-bench-history-") as folder, history.server(Path(folder)) as place:
        loads: list[float] = []
        history.fill(place, few)
        short = _asked(row, on, place, few, loads)
        history.fill(place, count - few)
        long = _asked(row, on, place, count, loads)
    ours, peer = ([one["decisions"] / one["seconds"] for one in told] for told in (long, short))
    more = median(one["peak_mib"] for one in long) - median(one["peak_mib"] for one in short)
    figures = (
        Figure("seconds per 100,000", 100_000 / median(ours), 100_000 / median(peer), SECONDS_MOST),
        Figure("peak MiB", max(one["peak_mib"] for one in long), max(one["peak_mib"] for one in short)),
        Figure("more MiB", more, at_most=MORE_MIB_MOST),
    )
    return result(row, ours, peer if on.peer_command else [], round(fmean(loads), 1), figures)


def _asked(row: Row, on: Field, place: Place, count: int, loads: list[float]) -> list[dict[str, Any]]:
    """So many times, each in a process of its own."""
    told = []
    for number in range(on.rounds):
        on.step(f"{row.name} {count:,}: {number + 1}/{on.rounds}")
        loads.append(os.getloadavg()[0])
        try:
            asked = json.dumps({**row.ours.settings, "as_of": DAY.isoformat()})
            told.append(ask("intake", place, "redecide", asked))
        except ToolFailed as reason:
            raise Failed(str(reason)) from reason
        if told[-1]["decisions"] != count:
            raise Failed(f"{told[-1]['decisions']} decisions were told of {count} that are stored")
    return told
