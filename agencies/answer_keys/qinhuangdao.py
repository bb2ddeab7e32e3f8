"""秦皇岛 of 2017-12-06, 二(二): five groups of tasks. Who is admitted at all is said by the province's rule (三(一)).

The answer is the group: a person admits. Groups say what to do for whoever is admitted, so that nobody is refused for
being in none of them; who is admitted and in none is 0.

等 of 3 is what strikes a family at once; an illness that is not a serious one and schooling are not of it.
"""

from __future__ import annotations

from agencies.answer_keys.situation import EXCLUDED, Answer, Situation, both, first_met

STRUCK = frozenset({"serious_illness", "natural_disaster", "accident", "sudden_event"})
NOT_STRUCK = frozenset({"illness", "child_schooling"})
NO_GROUP = "0"


def answer(s: Situation) -> Answer:
    settled = not s.migrant_worker or (s.long_term_in_city and s.lives_on_wages and s.in_difficulty)
    if s.migrant_worker and s.rural_register:
        return EXCLUDED
    if not settled:
        return NO_GROUP
    line = s.all_heads(s.line)
    return first_met(
        {
            "1": s.on_dibao and s.can_work > s.at_work,
            "2": not s.on_dibao and (s.income < line or s.living_standard < line),
            "3": both(s.hardship > 0, s.in_difficulty, s.caused(by=STRUCK, not_by=NOT_STRUCK)),
            "4": s.migrant_worker,
            "5": s.restructuring and s.in_difficulty,
            NO_GROUP: True,
        }
    )
