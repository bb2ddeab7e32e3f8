"""Connections are cut in mid-transaction: `pg_terminate_backend` on all of one role's, while one of them writes."""

from chassis.roles import FOLLOWER, SERVICES, VAULT_OPENER
from lab.faults.fault import Fault, Setting
from lab.faults.lab import Lab

CUT = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = %s"


def targets(setting: Setting) -> tuple[str, ...]:
    """Roles: what stands behind one service, those who follow the stores, those who open boxes."""
    return (*SERVICES, *((FOLLOWER,) if setting.bus == "direct" else ()), VAULT_OPENER)


def begin(lab: Lab, target: str) -> None:
    with lab.amid_a_transaction(target) as admin:
        admin.execute(CUT, (target,))


FAULT = Fault("cut", "数据库连接在事务中被切断", "connections of one role cut in mid-transaction", targets, begin)
