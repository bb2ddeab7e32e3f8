"""A process stands still for longer than a lease (SIGSTOP), a second one takes over, then the first wakes up.

The leases: the relay's on Kafka (10 s), and that of deliveries, which `serve.py` makes shorter. A frozen process does
not know that its lease is over: what it does when it wakes must have no effect twice.
"""

import signal

from chassis import relay
from chassis.roles import SERVICES
from lab.faults.errors import NotStruck
from lab.faults.fault import Fault, Setting
from lab.faults.lab import Lab
from lab.faults.places import DELIVERY_LEASE_S

LONGER_S = 2.0
TAKEN_WITHIN_S = 15.0


def targets(setting: Setting) -> tuple[str, ...]:
    return SERVICES


def begin(lab: Lab, target: str) -> None:
    """On Kafka the one that is stopped is the one that relays, and the other one has taken its lease."""
    relays = lab.bus == "kafka"
    if relays:
        lab.wait_until(lambda: lease_lives(lab, target), relay.LEASE_S * 2, f"{target} holds its relay's lease")
    lab.join(target)
    epoch = epoch_of(lab, target)
    lab.stop_still(target)
    lab.over.wait((relay.LEASE_S if relays else DELIVERY_LEASE_S) + LONGER_S)
    if relays:
        try:
            lab.wait_until(lambda: epoch_of(lab, target) > epoch, TAKEN_WITHIN_S, "the other one takes the lease")
        except NotStruck:
            lab.send(target, signal.SIGCONT)
            raise


def heal(lab: Lab, target: str) -> None:
    lab.send(target, signal.SIGCONT)
    lab.wait_answers(target)
    lab.leave()


def epoch_of(lab: Lab, service: str) -> int:
    return int(lab.storage.row(service, "SELECT epoch FROM relay")[0])


def lease_lives(lab: Lab, service: str) -> bool:
    return bool(lab.storage.row(service, "SELECT coalesce(leased_to > now() + interval '5 s', false) FROM relay")[0])


FAULT = Fault(
    *("pause", "进程停顿超过租期后恢复", "a process stopped for longer than a lease, then woken"),
    *(targets, begin, heal),
)
