"""The country package: shantou's rules on OpenFisca-Core, in its manual's form or in the fastest that was found."""

from typing import Any

from openfisca_core.parameters import ParameterNode
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from lab.bench.peers.openfisca_shantou import fast, rules
from lab.bench.peers.openfisca_shantou.facts import INPUTS, Household
from lab.bench.peers.openfisca_shantou.lines import LINES

FIRST_DAY = "2016-09-01"


def system(form: str) -> Any:
    """`form`: manual or fast."""
    made = TaxBenefitSystem([Household])
    made.parameters = ParameterNode(data=_parameters())
    made.add_variables(*INPUTS, *(fast.RULES if form == "fast" else rules.RULES))
    return made


def _parameters() -> dict[str, Any]:
    lines = {region: {"values": {day: {"value": line} for day, line in held.items()}} for region, held in LINES.items()}
    ratios = {"near_line_ratio": 1.5, "expenditure_ratio": 3.0}
    return {"dibao_line": lines} | {name: {"values": {FIRST_DAY: {"value": ratio}}} for name, ratio in ratios.items()}
