"""`kill -9` of any process; the supervisor starts it again."""

from chassis.roles import SERVICES
from lab.faults.fault import Fault, Setting
from lab.faults.lab import Lab


def targets(setting: Setting) -> tuple[str, ...]:
    return (*SERVICES, "agencies")


def begin(lab: Lab, target: str) -> None:
    lab.kill(target)


def heal(lab: Lab, target: str) -> None:
    lab.wait_back(target)


FAULT = Fault("kill", "进程被强行终止", "kill -9 of a service or of the agencies", targets, begin, heal)
