"""OpenFisca-Core, one household after the other, each a situation as its manual has it, with its full tracer."""

import time
from pathlib import Path
from statistics import median
from typing import Any

from lab.bench.peers.line import Play, converse
from lab.bench.peers.openfisca_shantou import arrays, system
from lab.bench.peers.openfisca_shantou.lines import MONTH


def make(settings: dict[str, Any]) -> Play:
    """`population`: the folder of its files."""
    from openfisca_core.simulations import SimulationBuilder

    rules = system.system("manual")
    situations = arrays.situations(arrays.inputs(Path(settings["population"]), rules))

    def play(count: int) -> dict[str, float]:
        each, rules_only = [], []
        for number in range(count):
            situation = situations[number % len(situations)]
            began = time.perf_counter()
            simulation = SimulationBuilder().build_from_dict(rules, situation)
            simulation.trace = True
            built = time.perf_counter()
            simulation.calculate("proposal", MONTH)
            ended = time.perf_counter()
            each.append(ended - began)
            rules_only.append(ended - built)
        typical = median(each)
        return {"seconds": count * typical, "median_ms": 1_000 * typical, "rules_ms": 1_000 * median(rules_only)}

    return play


if __name__ == "__main__":
    converse(make)
