"""What is known of a household: the inputs of the package, in yuan as its manual has money."""

from typing import Any

from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from lab.bench.peers.openfisca_shantou.columns import EMPLOYMENTS, MONEY, REGIONS, TRUTHS

Household = build_entity("household", "households", "A household, with nobody in it", is_person=True)
"""The only entity: persons of their own would make the peer's work three times as much."""

Region: Any = Enum("Region", {region: region for region in REGIONS})
Employment: Any = Enum("Employment", {code: code for code in EMPLOYMENTS})


def _input(name: str, kind: type, **more: Any) -> type[Variable]:
    told = {"value_type": kind, "entity": Household, "definition_period": DateUnit.MONTH, "label": name}
    return type(name, (Variable,), told | more)


INPUTS = (
    _input("region", Enum, possible_values=Region, default_value=Region[REGIONS[0]]),
    _input("employment", Enum, possible_values=Employment, default_value=Employment.retired_other),
    _input("members", int, default_value=1),
    _input("difficulty_found", bool),
    *(_input(name, float) for name in MONEY),
    *(_input(name, bool) for name in TRUTHS),
)
