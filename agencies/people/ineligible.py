"""Ways to be honestly ineligible, each a boundary of its document worth meeting."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import msgspec

from agencies.people.budget import Budget
from agencies.people.draft import Draft, share_income

Change = Callable[[Random, Draft], None]


class Variant(msgspec.Struct, frozen=True):
    """The household before it is changed, by its category and cause; then what puts it out."""

    category: str
    cause: str
    change: Change


def _threshold(draft: Draft) -> int:
    return draft.place.line * len(draft.members)


def _earns(rng: Random, draft: Draft, income: int, spent: int) -> None:
    draft.budget = Budget(income, hardship=spent)
    share_income(rng, draft)


def above_three_times(rng: Random, draft: Draft) -> None:
    threshold = _threshold(draft)
    _earns(rng, draft, threshold * rng.randrange(320, 500) // 100, spent=rng.randrange(3, 6) * threshold)


def one_fen_above_three_times(rng: Random, draft: Draft) -> None:
    _earns(rng, draft, _threshold(draft) * 3 + 1, spent=3 * _threshold(draft))


def twice_the_line(rng: Random, draft: Draft) -> None:
    _earns(rng, draft, _threshold(draft) * 2, spent=_threshold(draft) * 3 // 2)


def exactly_the_line(rng: Random, draft: Draft) -> None:
    _earns(rng, draft, _threshold(draft), spent=_threshold(draft) // 4)


def lives_exactly_at_the_line(rng: Random, draft: Draft) -> None:
    income = _threshold(draft) * 5 // 4
    _earns(rng, draft, income, spent=income - _threshold(draft))


def lifted_to_the_line(rng: Random, draft: Draft) -> None:
    income = _threshold(draft) // 2
    draft.budget = Budget(income, relief=_threshold(draft) - income, on_dibao=True)
    share_income(rng, draft)


def is_retired(rng: Random, draft: Draft) -> None:
    draft.members[0].employment, draft.members[0].can_work = "retired_on_public_pension", False


def is_at_school(rng: Random, draft: Draft) -> None:
    draft.members[0].employment, draft.members[0].can_work = "student", False


def migrant_outside_the_union(rng: Random, draft: Draft) -> None:
    draft.migrant_worker, draft.union_member = True, False


def migrant_of_eleven_months(rng: Random, draft: Draft) -> None:
    draft.migrant_worker = draft.union_member = True
    draft.contract_months = 11


def migrant_on_the_rural_register(rng: Random, draft: Draft) -> None:
    draft.migrant_worker = draft.union_member = draft.rural_register = True


def migrant_not_settled(rng: Random, draft: Draft) -> None:
    draft.migrant_worker, draft.long_term_in_city = True, False


def migrant_not_on_wages(rng: Random, draft: Draft) -> None:
    draft.migrant_worker, draft.lives_on_wages = True, False


def on_the_rural_register(rng: Random, draft: Draft) -> None:
    draft.rural_register = True


def not_on_wages(rng: Random, draft: Draft) -> None:
    draft.lives_on_wages = False


def registered_elsewhere(rng: Random, draft: Draft) -> None:
    draft.hukou_region = "460105"


def union_elsewhere(rng: Random, draft: Draft) -> None:
    draft.union_member, draft.union_region = True, "460105"


def in_a_state_run_enterprise(rng: Random, draft: Draft) -> None:
    draft.state_run = True


def income_of_1060_yuan(rng: Random, draft: Draft) -> None:
    income = 106_000 * len(draft.members)
    _earns(rng, draft, income, spent=income)


def lives_one_fen_above_the_poverty_standard(rng: Random, draft: Draft) -> None:
    income = draft.place.low_income * len(draft.members) + 100
    _earns(rng, draft, income, spent=income - draft.place.poverty * len(draft.members) - 1)


VARIANTS: dict[str, dict[str, Variant]] = {
    "shantou-2016": {
        "income_above_three_times_the_line": Variant("3", "serious_illness", above_three_times),
        "income_one_fen_above_three_times_the_line": Variant("3", "accident", one_fen_above_three_times),
        "income_above_150_percent_and_schooling_only": Variant("2", "child_schooling", twice_the_line),
        "income_exactly_the_line_and_schooling_only": Variant("2", "child_schooling", exactly_the_line),
        "living_standard_exactly_the_line": Variant("2", "illness", lives_exactly_at_the_line),
        "relief_lifts_to_the_line": Variant("1", "no_social_insurance", lifted_to_the_line),
        "applicant_is_retired": Variant("1", "serious_illness", is_retired),
        "migrant_worker_outside_the_union": Variant("1", "laid_off", migrant_outside_the_union),
    },
    "kaifeng-2019": {
        "income_well_above_and_schooling_only": Variant("2", "child_schooling", twice_the_line),
        "income_exactly_the_line_and_no_reform": Variant("2", "illness", exactly_the_line),
        "applicant_is_at_school": Variant("1", "illness", is_at_school),
        "living_standard_exactly_the_line": Variant("2", "accident", lives_exactly_at_the_line),
        "relief_lifts_to_the_line": Variant("1", "disability", lifted_to_the_line),
        "migrant_worker_outside_the_union": Variant("1", "illness", migrant_outside_the_union),
        "migrant_worker_with_a_contract_of_eleven_months": Variant("1", "illness", migrant_of_eleven_months),
        "migrant_worker_on_the_rural_register": Variant("1", "serious_illness", migrant_on_the_rural_register),
    },
    "yunnan-2017": {
        "income_above_three_times_the_line": Variant("3", "serious_illness", above_three_times),
        "income_one_fen_above_three_times_the_line": Variant("3", "accident", one_fen_above_three_times),
        "income_above_150_percent_and_schooling_only": Variant("2", "child_schooling", twice_the_line),
        "income_exactly_the_line_and_schooling_only": Variant("2", "child_schooling", exactly_the_line),
        "living_standard_exactly_the_line": Variant("2", "illness", lives_exactly_at_the_line),
        "relief_lifts_to_the_line": Variant("1", "no_social_insurance", lifted_to_the_line),
        "migrant_worker_not_settled_in_the_city": Variant("1", "illness", migrant_not_settled),
        "migrant_worker_not_living_on_wages": Variant("1", "illness", migrant_not_on_wages),
        "migrant_worker_on_the_rural_register": Variant("1", "serious_illness", migrant_on_the_rural_register),
    },
    "qinhuangdao-2017": {
        "migrant_worker_on_the_rural_register": Variant("2", "serious_illness", migrant_on_the_rural_register),
    },
    "baisha-2020": {
        "income_of_1060_yuan": Variant("2", "serious_illness", income_of_1060_yuan),
        "living_standard_one_fen_above_the_poverty_standard": Variant(
            "2", "serious_illness", lives_one_fen_above_the_poverty_standard
        ),
        "applicant_is_retired_on_a_public_pension": Variant("1", "serious_illness", is_retired),
        "hukou_outside_the_county": Variant("1", "illness", registered_elsewhere),
        "union_outside_the_county": Variant("1", "illness", union_elsewhere),
        "employed_by_a_state_run_enterprise": Variant("1", "illness", in_a_state_run_enterprise),
        "on_the_rural_register": Variant("1", "illness", on_the_rural_register),
        "wages_not_the_main_income": Variant("1", "illness", not_on_wages),
        "migrant_worker_outside_the_union": Variant("1", "illness", migrant_outside_the_union),
    },
}
