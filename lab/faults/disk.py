"""The disk is full: PostgreSQL's whole folder lies on a small one that is filled to the last byte, then freed."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

import psycopg

from lab.faults.errors import NotStruck
from lab.faults.fault import Fault, Setting, needs_own_postgres
from lab.faults.lab import Lab
from lab.faults.small_disk import fill, mounted

BALLAST = "ballast"
FELT = "No space left on device"
FELT_WITHIN_S = 20.0


def begin(lab: Lab, target: str) -> None:
    """Fills it, and returns when the server has met the end of its disk."""
    assert lab.disk is not None
    lab.may_die.add(target)
    before = times_felt(lab)
    fill(lab.disk / BALLAST)
    push(lab)
    lab.wait_until(lambda: times_felt(lab) > before, FELT_WITHIN_S, "PostgreSQL meets the end of its disk")


def heal(lab: Lab, target: str) -> None:
    assert lab.disk is not None
    (lab.disk / BALLAST).unlink(missing_ok=True)
    lab.wait_database()
    lab.may_die.discard(target)


def push(lab: Lab) -> None:
    """People's work may fit into what is left of a page for a while: the next piece of the log does not."""
    with suppress(psycopg.OperationalError), lab.administrator() as admin:
        for _ in range(8):
            admin.execute("SELECT pg_logical_emit_message(true, 'laboratory', 'full')")
            admin.execute("SELECT pg_switch_wal()")


def times_felt(lab: Lab) -> int:
    return lab.stack.supervisor.log_path("postgres").read_text(errors="replace").count(FELT)


def missing(setting: Setting) -> str | None:
    if not setting.own_postgres:
        return needs_own_postgres(setting)
    if setting.keeps:
        return "the small disk ends with the demo, and --keep wants data that stay"
    if os.geteuid() != 0:
        return "only root may mount a small disk"
    with tempfile.TemporaryDirectory() as folder:
        try:
            with mounted(Path(folder)):
                return None
        except NotStruck as reason:
            return str(reason)


FAULT = Fault(
    *("disk", "数据库磁盘写满", "PostgreSQL's disk is full"),
    *(lambda setting: ("postgres",), begin, heal),
    lasts_s=1.0,
    missing=missing,
)
