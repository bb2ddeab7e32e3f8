"""A peer becomes slow, then half-open: everything is held and nothing answers, until the connections break.

A relay of ours stands in the way of each service to its databases, and of verification to the agencies.
"""

from chassis.roles import SERVICES
from lab.faults.fault import Fault, Setting
from lab.faults.lab import Lab
from lab.faults.way import AGENCIES

DELAY_S = 0.15
SLOW_S = 2.0
HALF_OPEN_S = 3.0


def targets(setting: Setting) -> tuple[str, ...]:
    return (*(SERVICES if setting.own_postgres else ()), AGENCIES)


def begin(lab: Lab, target: str) -> None:
    way = lab.way(target)
    way.delay(DELAY_S)
    lab.over.wait(SLOW_S)
    way.hold()


def heal(lab: Lab, target: str) -> None:
    lab.way(target).heal()


FAULT = Fault(
    *("slow", "对端变慢，随后半开无应答", "a slow peer, then a half-open one"),
    *(targets, begin, heal),
    lasts_s=HALF_OPEN_S,
)
