"""One round of questions about one household: states, how facts move it, and decisions.

`states.py`: where it can stand (`standing.py` beside us: each item of it). `evolving.py`: initial and evolve. The
decisions, in the order of the way: `opening.py`, `answering.py`, `ending.py`; each is `command, state -> events`.
"""

from kernel.decider import Decider
from services.verification.domain.inquiry.evolving import evolve, initial

INQUIRY = Decider(initial, evolve)
"""The decider that streams are folded with."""
