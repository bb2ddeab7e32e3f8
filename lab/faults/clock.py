"""One service's wall clock steps an hour forward, then an hour back, then is right again.

Ids, recorded times, tokens, signatures and business time of that process are wrong meanwhile; leases are the
database's and do not care. Callers with a good token are told 401 until the clock is right.
"""

from chassis.clock import write_offset
from chassis.roles import SERVICES
from lab.faults.fault import Fault, Setting
from lab.faults.lab import Lab

HOUR_S = 3600.0
EACH_S = 1.5


def targets(setting: Setting) -> tuple[str, ...]:
    return SERVICES


def begin(lab: Lab, target: str) -> None:
    for step_s in (HOUR_S, -HOUR_S):
        write_offset(lab.wall_clock(target), step_s)
        lab.over.wait(EACH_S)


def heal(lab: Lab, target: str) -> None:
    write_offset(lab.wall_clock(target), 0)


FAULT = Fault("clock", "系统时钟前后跳变一小时", "a wall clock steps an hour forward and back", targets, begin, heal)
