"""汴政办〔2019〕71号 四: (一) to (三) for who is no migrant, (四) for migrants, (五) for who a reform struck.

患病、子女上学等原因 of (一) and (二) is open: what befalls a family (accident, sudden event, disaster of (三)) and what
weighs on it (disability, a single parent) is of the kind; any other cause is for a person to say. 其他原因 of (三) is
what struck, so that schooling, which (三) leaves out, is not of it.
"""

from __future__ import annotations

from agencies.answer_keys.situation import EXCLUDED, NONE, WORKERS, Answer, Situation, both, either, first_met

BEFALLEN = frozenset({"illness", "serious_illness", "sudden_event", "accident", "natural_disaster"})
BURDENED = BEFALLEN | {"child_schooling", "disability", "single_parent"}
NOT_BEFALLEN = frozenset({"child_schooling"})
ONE_YEAR = 12


def answer(s: Situation) -> Answer:
    if s.migrant_worker and s.rural_register:
        return EXCLUDED
    if s.employment not in WORKERS:
        return NONE
    line, limit = s.all_heads(s.line), s.all_heads(s.near_line)
    first = both(s.income < line, s.caused(by=BURDENED), s.in_difficulty)
    second = both(line < s.income <= limit, s.caused(by=BURDENED), s.in_difficulty)
    befallen = s.caused(by=BEFALLEN, not_by=NOT_BEFALLEN)
    third = both(s.income > limit, befallen, s.hardship > 0, s.in_difficulty)
    settled = s.union_member and s.contract_months >= ONE_YEAR
    at_home = not s.migrant_worker
    return first_met(
        {
            "1": both(at_home, first),
            "2": both(at_home, second),
            "3": both(at_home, third),
            "4": both(s.migrant_worker, settled, either(first, second, third)),
            "5": both(s.restructuring, s.in_difficulty, at_home or settled),
        }
    )
