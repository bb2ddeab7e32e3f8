"""白办发〔2020〕10号 三: two categories for workers of the county's units who live on wages, and five ways to be out.

An accident, event or disaster counts when it was a major one, which is for a person to say.
"""

from __future__ import annotations

from agencies.answer_keys.situation import EXCLUDED, NONE, WORKERS, Answer, Situation, both, first_met

COUNTY = "469025"
CEILING = 106_000
MAY_BE_MAJOR = frozenset({"accident", "sudden_event", "natural_disaster"})


def answer(s: Situation) -> Answer:
    if (
        s.rural_register
        or s.employment == "retired_on_public_pension"
        or s.hukou_region != COUNTY
        or s.union_region != COUNTY
        or s.employer_kind == "state_run_enterprise"
        or s.income >= s.all_heads(CEILING)
    ):
        return EXCLUDED
    worker = s.employment in WORKERS and s.employer_region == COUNTY and s.lives_on_wages
    if not worker or (s.migrant_worker and not s.union_member):
        return NONE
    poor = s.income <= s.all_heads(max(s.line, s.low_income))
    struck = True if "serious_illness" in s.causes else None if MAY_BE_MAJOR & set(s.causes) else False
    above = not poor and s.hardship > 0 and s.living_standard <= s.all_heads(s.poverty)
    poor_through_expenditure = both(struck, above)
    return first_met({"1": poor, "2": poor_through_expenditure})
