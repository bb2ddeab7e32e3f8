"""Shantou's rules (三(一)) as the manual of OpenFisca teaches them: one variable for each notion, money per head.

The line of a household's region is `parameters(period).dibao_line[region]`, the manual's way to a parameter that
depends on a variable.
"""

from typing import Any

import numpy
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from lab.bench.peers.openfisca_shantou.facts import Employment, Household


class Proposal(Enum):
    one = "1"
    two = "2"
    three = "3"
    none = "none"


class dibao_line(Variable):
    value_type = float
    entity = Household
    definition_period = DateUnit.MONTH
    label = "The line of the region"

    def formula(household: Any, period: Any, parameters: Any) -> Any:
        return parameters(period).dibao_line[household("region", period)]


class income_per_capita(Variable):
    value_type = float
    entity = Household
    definition_period = DateUnit.MONTH
    label = "Income per head"

    def formula(household: Any, period: Any) -> Any:
        return household("household_income", period) / household("members", period)


class living_standard_per_capita(Variable):
    value_type = float
    entity = Household
    definition_period = DateUnit.MONTH
    label = "Income and relief less what hardship costs, per head"

    def formula(household: Any, period: Any) -> Any:
        left = household("household_income", period) + household("relief_total", period)
        return (left - household("hardship_expenditure_total", period)) / household("members", period)


class in_difficulty(Variable):
    value_type = bool
    entity = Household
    definition_period = DateUnit.MONTH
    label = "生活困难"

    def formula(household: Any, period: Any) -> Any:
        below = household("living_standard_per_capita", period) < household("dibao_line", period)
        return below + household("difficulty_found", period)


class in_scope(Variable):
    value_type = bool
    entity = Household
    definition_period = DateUnit.MONTH
    label = "在职人员，以及加入工会组织的农民工"

    def formula(household: Any, period: Any) -> Any:
        employment = household("employment", period)
        in_service = (
            (employment == Employment.employed)
            + (employment == Employment.laid_off)
            + (employment == Employment.unemployed)
            + (employment == Employment.flexible)
        )
        admitted = numpy.logical_not(household("migrant_worker", period)) + household("union_member", period)
        return in_service * admitted


class special_cause(Variable):
    value_type = bool
    entity = Household
    definition_period = DateUnit.MONTH
    label = "患病、子女上学、残疾、单亲及其他特殊原因"

    def formula(household: Any, period: Any) -> Any:
        return (
            household("cause_illness", period)
            + household("cause_serious_illness", period)
            + household("cause_child_schooling", period)
            + household("cause_disability", period)
            + household("cause_single_parent", period)
            + household("cause_other", period)
        )


class struck(Variable):
    value_type = bool
    entity = Household
    definition_period = DateUnit.MONTH
    label = "突发事件、意外伤害、重大疾病或其他原因"

    def formula(household: Any, period: Any) -> Any:
        return (
            household("cause_sudden_event", period)
            + household("cause_accident", period)
            + household("cause_serious_illness", period)
            + household("cause_natural_disaster", period)
            + household("cause_other", period)
        )


class category_1(Variable):
    value_type = bool
    entity = Household
    definition_period = DateUnit.MONTH
    label = "低保线以下"

    def formula(household: Any, period: Any) -> Any:
        below = household("income_per_capita", period) < household("dibao_line", period)
        return household("in_scope", period) * below * household("in_difficulty", period)


class category_2(Variable):
    value_type = bool
    entity = Household
    definition_period = DateUnit.MONTH
    label = "低保边缘"

    def formula(household: Any, period: Any, parameters: Any) -> Any:
        income, line = household("income_per_capita", period), household("dibao_line", period)
        near = (income > line) * (income <= line * parameters(period).near_line_ratio)
        return (
            household("in_scope", period)
            * near
            * household("special_cause", period)
            * household("in_difficulty", period)
        )


class category_3(Variable):
    value_type = bool
    entity = Household
    definition_period = DateUnit.MONTH
    label = "意外致困"

    def formula(household: Any, period: Any, parameters: Any) -> Any:
        limit = household("dibao_line", period) * parameters(period).expenditure_ratio
        within = household("income_per_capita", period) <= limit
        return household("in_scope", period) * within * household("struck", period) * household("in_difficulty", period)


class proposal(Variable):
    value_type = Enum
    entity = Household
    definition_period = DateUnit.MONTH
    possible_values = Proposal
    default_value = Proposal.none
    label = "The first category that is met"

    def formula(household: Any, period: Any) -> Any:
        met = [household(name, period) for name in ("category_1", "category_2", "category_3")]
        return numpy.select(met, [Proposal.one, Proposal.two, Proposal.three], Proposal.none)


RULES = (
    dibao_line,
    income_per_capita,
    living_standard_per_capita,
    in_difficulty,
    in_scope,
    special_cause,
    struck,
    category_1,
    category_2,
    category_3,
    proposal,
)
