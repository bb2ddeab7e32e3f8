"""A second process of a service joins and shares the work; then it leaves, in order or by `kill -9`."""

import signal

from chassis.roles import SERVICES
from lab.faults.fault import Fault, Setting
from lab.faults.lab import Lab

BY_FORCE = " by kill -9"


def targets(setting: Setting) -> tuple[str, ...]:
    return (*SERVICES, *(f"{service}{BY_FORCE}" for service in SERVICES))


def begin(lab: Lab, target: str) -> None:
    lab.join(target.removesuffix(BY_FORCE))


def heal(lab: Lab, target: str) -> None:
    lab.leave(signal.SIGKILL if target.endswith(BY_FORCE) else None)


FAULT = Fault(
    *("workers", "同一服务的第二个进程加入又退出", "a second process of a service joins and leaves"),
    *(targets, begin, heal),
    lasts_s=2.0,  # a share of the partitions is taken within one
)
