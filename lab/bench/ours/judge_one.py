"""One household after the other, each with the full trace: every condition with its value and what it rests on."""

import time
from statistics import median
from typing import Any

from lab.bench import population
from lab.bench.peers.line import Play
from lab.bench.peers.openfisca_shantou.lines import in_force
from policies.documents import profile
from policies.judgement import engine

HOUSEHOLDS = 1_000


def make(settings: dict[str, Any]) -> Play:
    shantou = profile.load("shantou-2016")
    households = population.known(HOUSEHOLDS).drop("household").to_dicts()
    parameters = [{"dibao_line": in_force(one.pop("region")) * population.FEN} for one in households]

    def play(count: int) -> dict[str, float]:
        each = []
        for number in range(count):
            place = number % HOUSEHOLDS
            began = time.perf_counter()
            engine.evaluate(shantou, households[place], parameters[place])
            each.append(time.perf_counter() - began)
        typical = median(each)
        return {"seconds": count * typical, "median_ms": 1_000 * typical, "rules_ms": 1_000 * typical}

    return play
