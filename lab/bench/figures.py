"""Rounds without a database, whose contestants tell figures of their own beside their seconds."""

import os
from collections.abc import Mapping
from contextlib import ExitStack
from statistics import fmean, median
from types import MappingProxyType
from typing import Any

from lab.bench.contestant import Contestant, contestant, ours
from lab.bench.rounds import Field, scaled
from lab.bench.row import Figure, Result, Row, result

Told = Mapping[str, float]


def play(row: Row, on: Field, settings: Mapping[str, Any] = MappingProxyType({})) -> Result:
    """As rounds in turn; the row's figures are medians of what the contestants tell."""
    count = scaled(row.count, on.scale)
    with ExitStack() as ending:
        asked = sides(row, on, ending, settings)
        for side in asked:
            side.ask({"count": count})
        told: list[list[Told]] = [[], []]
        loads = []
        for number in range(on.rounds):
            on.step(f"{row.name} {number + 1}/{on.rounds}")
            loads.append(os.getloadavg()[0])
            for which, side in enumerate(asked):
                told[which].append(side.ask({"count": count}))
    rates = [[count / one["seconds"] for one in side] for side in told]
    figures = [
        Figure(name, _median(name, told[0]) or 0.0, _median(name, told[1]), most) for name, most in row.figures.items()
    ]
    return result(row, rates[0], rates[1], round(fmean(loads), 1), figures)


def sides(row: Row, on: Field, ending: ExitStack, settings: Mapping[str, Any]) -> list[Contestant]:
    """Ours, then the peer if it is asked."""
    commands = [(row.ours, ours(row.ours.program))]
    if on.peer_command is not None:
        home_is_ours = row.peer.home == "ours"
        commands.append((row.peer, ours(row.peer.program) if home_is_ours else on.peer_command(row.peer)))
    return [ending.enter_context(contestant(command, {**settings, **side.settings})) for side, command in commands]


def _median(name: str, told: list[Told]) -> float | None:
    """None where nobody tells it."""
    values = [one[name] for one in told if name in one]
    return median(values) if values else None
