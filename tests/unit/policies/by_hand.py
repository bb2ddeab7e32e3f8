"""The five documents in exact arithmetic and plain Python, read from their own words: an oracle for the engine."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from kernel.causes import Cause

Met = dict[str, bool]
BAISHA = "469025"


class Household:
    """Fully known, its place's parameters with it; per head and exactly: nothing is rounded."""

    def __init__(self, known: Mapping[str, Any]) -> None:
        self.known = known
        self.spent = known["hardship_expenditure_per_capita"]
        self.income = Fraction(known["household_income"], known["members"])
        self.living = self.income + known["relief_per_capita"] - self.spent
        self.line: int = known["dibao_line"]
        self.in_difficulty = self.living < self.line or known.get("difficulty_found", False)

    def __getitem__(self, name: str) -> Any:
        return self.known[name]

    @property
    def works_or_has_worked(self) -> bool:
        return self["employment"] not in ("student", "none")

    def struck_by(self, *listed: str, alike: frozenset[str]) -> bool:
        """By what befell the family, or by what a reviewer found to be like it."""
        return self.caused_by(*listed, alike=alike, finding="of_the_event_kind")

    @property
    def near_line(self) -> Fraction:
        return Fraction(self["dibao_marginal_ratio"], 10_000) * self.line

    def caused_by(self, *listed: str, alike: frozenset[str], finding: str = "of_the_kind") -> bool:
        """By what the text lists, or by one `alike` that a reviewer found to be of the kind."""
        assert {*listed, *alike} <= set(Cause)
        found = any(self[f"cause_{name}"] and self[f"{finding}_{name}"] for name in alike)
        return found or any(self[f"cause_{name}"] for name in listed)


OPEN = frozenset(
    {"no_labour_capacity", "able_but_unemployed", "laid_off", "no_social_insurance", "benefits_not_delivered", "other"}
)
"""Listed by no text: a reviewer says whether they are of the kind."""
OPEN_AFTER_A_BLOW = OPEN | {"disability", "single_parent"}


def shantou(one: Household) -> tuple[bool, Met]:
    in_service = one["employment"] in (
        "employed", "laid_off", "unemployed", "flexible", "internal_retirement", "sick_leave",
    )  # fmt: skip
    covered = in_service and (one["union_member"] or not one["migrant_worker"])
    special = one.caused_by("illness", "serious_illness", "child_schooling", "disability", "single_parent", alike=OPEN)
    struck = one.struck_by("sudden_event", "accident", "serious_illness", "natural_disaster", alike=OPEN)
    return False, {
        "1": all((covered, one.in_difficulty, one.income < one.line)),
        "2": all((covered, one.in_difficulty, one.line < one.income <= Fraction(3, 2) * one.line, special)),
        "3": all((covered, one.in_difficulty, one.income <= 3 * one.line, struck)),
    }


def kaifeng(one: Household) -> tuple[bool, Met]:
    difficulty, migrant, worker = one.in_difficulty, one["migrant_worker"], one.works_or_has_worked
    blows = ("illness", "serious_illness", "sudden_event", "accident", "natural_disaster")
    needs = one.caused_by(*blows, "child_schooling", "disability", "single_parent", alike=OPEN)
    struck = one.struck_by(*blows, alike=OPEN_AFTER_A_BLOW)
    first = all((one.income < one.line, needs, difficulty))
    second = all((one.line < one.income <= one.near_line, needs, one.living < one.line))
    third = all((one.income > one.near_line, struck, one.spent > 0, difficulty))
    bound = one["union_member"] and one["contract_months"] >= 12
    return migrant and one["rural_poverty_register"], {
        "1": all((worker, not migrant, first)),
        "2": all((worker, not migrant, second)),
        "3": all((worker, not migrant, third)),
        "4": all((worker, migrant, bound, first or second or third)),
        "5": all((worker, one["restructuring_affected"], difficulty, not migrant or bound)),
    }


def yunnan(one: Household) -> tuple[bool, Met]:
    difficulty, migrant = one.in_difficulty, one["migrant_worker"]
    covered = not migrant or (one["lives_long_term_in_city"] and one["wage_is_main_income"])
    covered = covered and one.works_or_has_worked
    special = one.caused_by("illness", "serious_illness", "child_schooling", "disability", "single_parent", alike=OPEN)
    struck = one.struck_by("sudden_event", "accident", "serious_illness", "natural_disaster", alike=OPEN)
    return migrant and one["rural_poverty_register"], {
        "1": all((covered, one.income < one.line, difficulty)),
        "2": all((covered, one.line < one.income <= one.near_line, special, difficulty)),
        "3": all((covered, one.income <= 3 * one.line, struck, difficulty)),
    }


def qinhuangdao(one: Household) -> tuple[bool, Met]:
    difficulty, migrant = one.in_difficulty, one["migrant_worker"]
    in_scope = one["lives_long_term_in_city"] and one["wage_is_main_income"] and difficulty
    covered = in_scope or not migrant
    blows = ("serious_illness", "natural_disaster", "accident", "sudden_event")
    struck = one.caused_by(*blows, alike=OPEN_AFTER_A_BLOW)
    poor = one.income < one.line or one.living < one.line
    return migrant and one["rural_poverty_register"], {
        "1": all((covered, one["on_dibao"], one["can_work"] > one["employed_members"])),
        "2": all((covered, not one["on_dibao"], poor)),
        "3": all((covered, one.spent > 0, difficulty, struck)),
        "4": all((migrant, in_scope)),
        "5": all((covered, one["restructuring_affected"], difficulty)),
        "0": True,  # whoever is admitted
    }


def baisha(one: Household) -> tuple[bool, Met]:
    major = one["event_major"] and any(
        one[f"cause_{name}"] for name in ("accident", "sudden_event", "natural_disaster")
    )
    covered = one["employer_region"] == BAISHA and one["wage_is_main_income"] and one.works_or_has_worked
    covered = covered and (one["union_member"] or not one["migrant_worker"])
    poor = one.income <= max(one.line, one["low_income_standard"])
    spent = (one["cause_serious_illness"] or major) and one.spent > 0
    excluded = (
        one["rural_poverty_register"]
        or one["employment"] == "retired_on_public_pension"
        or {one["hukou_region"], one["union_region"]} != {BAISHA}
        or one["employer_kind"] == "state_run_enterprise"
        or one.income >= 106_000
    )
    poor_all_the_same = one.living <= one["expenditure_poverty_standard"]
    return excluded, {"1": covered and poor, "2": covered and not poor and spent and poor_all_the_same}


DOCUMENTS: dict[str, Callable[[Household], tuple[bool, Met]]] = {
    "shantou-2016": shantou,
    "kaifeng-2019": kaifeng,
    "yunnan-2017": yunnan,
    "qinhuangdao-2017": qinhuangdao,
    "baisha-2020": baisha,
}
