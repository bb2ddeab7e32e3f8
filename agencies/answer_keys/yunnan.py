"""云政办发〔2017〕20号 三: three categories; a migrant lives long-term in the city, on wages, and on no rural register.

Union membership is not asked for; of employment only that somebody works or has worked.
"""

from __future__ import annotations

from agencies.answer_keys.situation import EXCLUDED, NONE, WORKERS, Answer, Situation, both, first_met

SPECIAL = frozenset({"illness", "serious_illness", "child_schooling", "disability", "single_parent"})
STRUCK = frozenset({"sudden_event", "accident", "serious_illness", "natural_disaster"})
# What 三 names in the one category and leaves out in the other is not of the other's kind.
NOT_SPECIAL, NOT_STRUCK = STRUCK - SPECIAL, SPECIAL - STRUCK


def answer(s: Situation) -> Answer:
    if s.migrant_worker and s.rural_register:
        return EXCLUDED
    if s.employment not in WORKERS:
        return NONE
    if s.migrant_worker and not (s.long_term_in_city and s.lives_on_wages):
        return NONE
    if not s.in_difficulty:
        return NONE
    line = s.all_heads(s.line)
    slightly_above = line < s.income <= s.all_heads(s.near_line)
    return first_met(
        {
            "1": s.income < line,
            "2": both(slightly_above, s.caused(by=SPECIAL, not_by=NOT_SPECIAL)),
            "3": both(s.income <= 3 * line, s.caused(by=STRUCK, not_by=NOT_STRUCK)),
        }
    )
