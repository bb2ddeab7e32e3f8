"""Rounds in turn: ours, the peer, ours, the peer, so that whatever else the machine does falls on both."""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any

from lab.bench.contestant import Contestant, contestant, ours
from lab.bench.ground import Ground
from lab.bench.row import Result, Row, Side, result

WARM_UP = 0.25
"""Part of a round that both sides play first, for caches, plans and connections; it does not count."""

Command = Callable[[Side], Sequence[str]]
"""How a peer is started."""

Step = Callable[[str], None]


@dataclass(frozen=True)
class Field:
    """What a row is played on. `peer_command` None: ours alone."""

    ground: Ground
    peer_command: Command | None
    rounds: int = 5
    scale: float = 1.0
    beside: Mapping[str, Any] = field(default_factory=dict)
    """Settings that every contestant gets, such as Kafka's address."""
    step: Step = lambda what: None


def play(row: Row, on: Field) -> Result:
    with ExitStack() as ending:
        sides = [_ours(ending, row.ours, on)]
        if on.peer_command is not None:
            peer = _ours if row.peer.home == "ours" else _peer
            sides.append(peer(ending, row.peer, on))
        count = scaled(row.count, on.scale)
        for side in sides:
            side.round(scaled(row.count, on.scale * WARM_UP))
        on.ground.tidy()
        rates: list[list[float]] = [[], []]
        loads = []
        for number in range(on.rounds):
            on.step(f"{row.name} {number + 1}/{on.rounds}")
            loads.append(os.getloadavg()[0])
            for which, side in enumerate(sides):
                on.ground.settle()
                rates[which].append(side.round(count))
    return result(row, rates[0], rates[1], round(fmean(loads), 1))


def scaled(count: int, scale: float) -> int:
    """A round's events, in hundreds: batches are of that size."""
    return max(100, round(count * scale / 100) * 100)


def _ours(ending: ExitStack, side: Side, on: Field) -> Contestant:
    return _enter(ending, side, on, ending.enter_context(on.ground.ours()), ours(side.program))


def _peer(ending: ExitStack, side: Side, on: Field) -> Contestant:
    assert on.peer_command is not None
    return _enter(ending, side, on, ending.enter_context(on.ground.peers()), on.peer_command(side))


def _enter(ending: ExitStack, side: Side, on: Field, urls: Mapping[str, str], command: Sequence[str]) -> Contestant:
    settings = {**side.settings, "scale": on.scale, **on.beside, **urls}
    return ending.enter_context(contestant(command, settings))
