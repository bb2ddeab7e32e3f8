"""A frame of households through one profile or several: lines by region, the door's checks, conditions, proposals."""

import time
from pathlib import Path
from typing import Any

import polars as pl

from chassis.memory import peak_mib
from lab.bench import population
from lab.bench.peers.line import Play
from lab.bench.peers.openfisca_shantou.columns import ANSWERS
from policies.documents import profile
from policies.judgement import engine

OTHER_PARAMETERS = {
    "dibao_marginal_ratio": 15_000,
    "low_income_standard": 120_000,
    "expenditure_poverty_standard": 150_000,
}
"""Fictive; basis points and fen."""


def make(settings: dict[str, Any]) -> Play:
    """`profiles`: their ids. `unknown`: 5% of each fact. `answers`: where to write what was proposed to each."""
    profiles = [profile.load(name) for name in settings["profiles"]]
    kept: dict[int, pl.DataFrame] = {}

    def play(count: int) -> dict[str, float]:
        if count not in kept:
            kept.clear()
            kept[count] = population.further(population.known(count))
            if settings.get("unknown"):
                kept[count] = population.with_unknowns(kept[count])
        seconds = rules = 0.0
        for one in profiles:
            began = time.perf_counter()
            given = _with_parameters(one, kept[count])
            set_in = time.perf_counter()
            answered = engine.evaluate_frame(one, given, keep=["household"])
            ended = time.perf_counter()
            seconds, rules = seconds + ended - began, rules + ended - set_in
        if "answers" in settings:
            write(answered["proposal"], Path(settings["answers"]))
        return {"seconds": seconds, "rules_ms": 1_000 * rules, "peak_mib": peak_mib()}

    return play


def _with_parameters(one: profile.Profile, frame: pl.DataFrame) -> pl.DataFrame:
    """What is in force, as a column each: the line of the household's region, the same for all of whatever else."""
    lines = population.lines().gather(frame["region"].to_physical())
    others = [pl.lit(value, pl.Int64).alias(name) for name, value in OTHER_PARAMETERS.items() if name in one.parameters]
    return frame.with_columns(lines, *others)


def write(proposals: pl.Series, path: Path) -> None:
    codes = {answer: place for place, answer in enumerate(ANSWERS)}
    path.write_bytes(bytes(proposals.cast(pl.String).replace_strict(codes, return_dtype=pl.UInt8).to_list()))
