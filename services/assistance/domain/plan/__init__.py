"""The plan of one household 一户一计划: drafted, approved, followed up month by month, closed with the file."""

from kernel.decider import Decider
from services.assistance.domain.plan.evolution import evolve
from services.assistance.domain.plan.states import NoPlan


def initial() -> NoPlan:
    return NoPlan()


PLAN = Decider(initial, evolve)

__all__ = ["PLAN", "evolve", "initial"]
