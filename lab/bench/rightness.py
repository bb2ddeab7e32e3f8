"""The row `policy-right`: households with unknown facts and at a limit, decided by both sides and exactly.

A decision is wrong when it is not what the whole facts give. Where too little is known the only right answer is
`undetermined`.
"""

import os
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from lab.bench import exact, population
from lab.bench.contestant import Contestant, Failed
from lab.bench.figures import sides
from lab.bench.judgement_rounds import households
from lab.bench.peers.openfisca_shantou.columns import ANSWERS
from lab.bench.rounds import Field, scaled
from lab.bench.row import Figure, Result, Row, result

MILLION = 1_000_000
FIELDS = [name for name in exact.Household._fields if name != "line"]


@dataclass(frozen=True)
class Tally:
    """Of so many households: right answers, and the kinds of those that are not."""

    right: int
    wrong: int
    undecidable_answered: int
    decidable_wrong: int


def play(row: Row, on: Field) -> Result:
    count = scaled(row.count, on.scale)
    whole = population.known(count)
    frame = population.with_unknowns(whole)
    with households(frame) as folder, ExitStack() as ending:
        on.step(f"{row.name} 1/1")
        answers = folder / "answers"
        tallies = []
        exactly, truth = proposals(frame), proposals(whole)
        for side in sides(row, on, ending, {"population": str(folder), "answers": str(answers), "unknown": True}):
            tallies.append(tally(answered(side, count, answers), exactly, truth))
    _same_rules(tallies[-1], count)
    rates = [[one.right * MILLION / count] for one in tallies]
    peer = tallies[1] if tallies[1:] else None
    figures = [
        Figure(name.replace("_", " "), getattr(tallies[0], name), getattr(peer, name, None), at_most=0)
        for name in ("wrong", "undecidable_answered", "decidable_wrong")
    ]
    return result(row, rates[0], rates[1] if peer else [], round(os.getloadavg()[0], 1), figures)


def _same_rules(told: Tally, count: int) -> None:
    """Floats are wrong near a limit alone: more than that would be other rules, and no comparison."""
    if told.decidable_wrong > count * population.AT_A_LIMIT / population.EVERY:
        raise Failed(f"{told.decidable_wrong} of {count} decidable households came out otherwise: not the same rules")


def proposals(frame: pl.DataFrame) -> list[str]:
    """By exact arithmetic, a household after the other."""
    lines = population.lines().gather(frame["region"].to_physical())
    rows = frame.select(lines.alias("line"), *FIELDS).iter_rows()
    return [exact.proposal(exact.Household(*row)) for row in rows]


def answered(side: Contestant, count: int, answers: Path) -> list[str]:
    side.ask({"count": count})
    return [ANSWERS[place] for place in answers.read_bytes()]


def tally(answers: list[str], exactly: list[str], truth: list[str]) -> Tally:
    """`exactly`: from what is known. `truth`: from the whole facts.

    Who meets one category counts, though one before it is undecided: what is so known is no wrong answer.
    """
    told = list(zip(answers, exactly, truth, strict=True))
    return Tally(
        right=sum(answer == best for answer, best, _ in told),
        wrong=sum(answer not in ("undetermined", best, right) for answer, best, right in told),
        undecidable_answered=sum(best == "undetermined" != answer for answer, best, _ in told),
        decidable_wrong=sum(best not in ("undetermined", answer) for answer, best, _ in told),
    )
