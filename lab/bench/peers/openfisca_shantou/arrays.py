"""A population's files as a simulation's inputs; what is unknown takes the default, for nothing else can be said."""

from pathlib import Path
from typing import Any

import numpy
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.simulations import Simulation, SimulationBuilder

from lab.bench.peers.openfisca_shantou.columns import MONEY, UNKNOWN
from lab.bench.peers.openfisca_shantou.facts import Employment, Region
from lab.bench.peers.openfisca_shantou.lines import MONTH

FEN = 100
SITUATIONS = 1_000


def inputs(folder: Path, system: Any) -> dict[str, Any]:
    """An array for each file of the folder, of the type that the simulation keeps."""
    return {
        path.stem: _input(path, system.variables[path.stem].default_value) for path in sorted(folder.glob("*.[bq]"))
    }


def simulation(system: Any, given: dict[str, Any], count: int) -> Any:
    """As the manual makes one."""
    return _filled(SimulationBuilder().build_default_simulation(system, count), given, count)


def bare_simulation(system: Any, given: dict[str, Any], count: int) -> Any:
    """The same without names for the households, which cost twice as much as all the rules in their fast form."""
    populations = system.instantiate_entities()
    (households,) = populations.values()
    households.count, households.ids = count, numpy.arange(count)
    return _filled(Simulation(system, populations), given, count)


def situations(given: dict[str, Any]) -> list[dict[str, Any]]:
    """The first thousand households as the manual writes one: a value for each variable and month."""
    columns = {
        name: [values.possible_values.names[place] for place in indices(values)[:SITUATIONS]]
        if isinstance(values, EnumArray)
        else values[:SITUATIONS].tolist()
        for name, values in given.items()
    }
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return [{"households": {"one": {name: {MONTH: value} for name, value in row.items()}}} for row in rows]


def indices(values: Any) -> Any:
    return values.view(numpy.ndarray)


def _filled(made: Any, given: dict[str, Any], count: int) -> Any:
    for name, values in given.items():
        made.set_input(name, MONTH, values[:count])
    return made


def _input(path: Path, default: Any) -> Any:
    whole = numpy.fromfile(path, numpy.int64 if path.suffix == ".q" else numpy.int8)
    unknown = whole == UNKNOWN
    if path.stem in ("region", "employment"):
        kind = {"region": Region, "employment": Employment}[path.stem]
        return EnumArray(numpy.where(unknown, default.index, whole).astype(numpy.uint8), kind)
    if path.stem in MONEY:
        return numpy.where(unknown, 0, whole / FEN).astype(numpy.float32)
    filled = numpy.where(unknown, default, whole)
    return filled.astype(numpy.int32) if path.stem == "members" else filled.astype(bool)
