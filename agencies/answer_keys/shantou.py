"""汕工〔2016〕48号 三(一): three categories, for workers who have not retired; migrants are union members besides.

二 speaks of 尚未办理退休手续的困难职工, the migrants of its (四) among them: who has retired is out.
"""

from __future__ import annotations

from agencies.answer_keys.situation import NONE, WORKING, Answer, Situation, both, first_met

SPECIAL = frozenset({"illness", "serious_illness", "child_schooling", "disability", "single_parent"})
STRUCK = frozenset({"sudden_event", "accident", "serious_illness", "natural_disaster"})
# What 三(一) names in the one category and leaves out in the other is not of the other's kind.
NOT_SPECIAL, NOT_STRUCK = STRUCK - SPECIAL, SPECIAL - STRUCK


def answer(s: Situation) -> Answer:
    if s.employment not in WORKING or (s.migrant_worker and not s.union_member) or not s.in_difficulty:
        return NONE
    line = s.all_heads(s.line)
    return first_met(
        {
            "1": s.income < line,
            "2": both(line < s.income and 2 * s.income <= 3 * line, s.caused(by=SPECIAL, not_by=NOT_SPECIAL)),
            "3": both(s.income <= 3 * line, s.caused(by=STRUCK, not_by=NOT_STRUCK)),
        }
    )
