"""A household from its application to the closing of its file: states, how facts move it, and decisions.

`states.py`: where it can stand. `evolution.py`: initial and evolve. `changed_file.py`: what a change makes of a file.
The decisions, in the order of the way: `submitting.py`, `reviewing.py`, `revision.py`, `second_review.py`, `notice.py`,
`opening.py`, `file_change.py`, `move.py`, `rearrangement.py`, `recheck.py`, `closing.py`; each is `command, state ->
events`.
"""

from kernel.decider import Decider
from services.intake.domain.household.evolution import evolve, initial

HOUSEHOLD = Decider(initial, evolve)
"""The decider that streams are folded with."""

__all__ = ["HOUSEHOLD", "evolve", "initial"]
