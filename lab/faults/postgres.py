"""`kill -9` of the PostgreSQL server: every connection is gone, crash recovery follows."""

from lab.faults.fault import Fault, Setting, needs_own_postgres
from lab.faults.lab import Lab


def targets(setting: Setting) -> tuple[str, ...]:
    return ("postgres",)


def begin(lab: Lab, target: str) -> None:
    lab.may_die.add(target)  # a first restart may find the dead server's workers still holding the cluster
    lab.kill(target)


def heal(lab: Lab, target: str) -> None:
    lab.wait_back(target)
    lab.may_die.discard(target)


FAULT = Fault(
    *("postgres", "数据库服务器被强行终止", "kill -9 of the PostgreSQL server"),
    *(targets, begin, heal),
    missing=needs_own_postgres,
)
