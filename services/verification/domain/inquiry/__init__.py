"""One round of questions about one household: states, how facts move it, and decisions.

`states.py`: where it can stand (`item_states.py` beside us: each item of it). `evolution.py`: initial and evolve. The
decisions, in the order of the way: `start.py`, `callback.py`, `conclusion.py`; each is `command, state -> events`.
"""

from kernel.decider import Decider
from services.verification.domain.inquiry.evolution import evolve, initial

INQUIRY = Decider(initial, evolve)
"""The decider that streams are folded with."""
