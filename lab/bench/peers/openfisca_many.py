"""OpenFisca-Core, all households at once, from arrays in memory to the array of proposals."""

import time
from pathlib import Path
from typing import Any

from lab.bench.peers.line import Play, converse
from lab.bench.peers.openfisca_shantou import arrays, system
from lab.bench.peers.openfisca_shantou.columns import ANSWERS
from lab.bench.peers.openfisca_shantou.lines import MONTH
from lab.bench.peers.openfisca_shantou.rules import Proposal


def make(settings: dict[str, Any]) -> Play:
    """`form`: manual or fast. `population`: the folder of its files. `answers`: where to write what was proposed."""
    rules = system.system(settings["form"])
    given = arrays.inputs(Path(settings["population"]), rules)
    simulation = {"manual": arrays.simulation, "fast": arrays.bare_simulation}[settings["form"]]

    def play(count: int) -> dict[str, float]:
        began = time.perf_counter()
        made = simulation(rules, given, count)
        built = time.perf_counter()
        proposed = made.calculate("proposal", MONTH)
        ended = time.perf_counter()
        if "answers" in settings:
            places = [ANSWERS.index(answer.value) for answer in Proposal]  # type: ignore[attr-defined]  # an Enum of OpenFisca
            Path(settings["answers"]).write_bytes(bytes(places[index] for index in arrays.indices(proposed).tolist()))
        return {"seconds": ended - began, "rules_ms": 1_000 * (ended - built)}

    return play


if __name__ == "__main__":
    converse(make)
