"""One act of aid, from proposal to payment: its states, and the decisions about it."""

from kernel.decider import Decider
from services.assistance.domain.act.states import Unproposed, evolve


def initial() -> Unproposed:
    return Unproposed()


ACT = Decider(initial, evolve)
