"""The embedded PostgreSQL: quick to start, closed to strangers, whole after a kill."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from chassis.urls import with_role
from machine import embedded
from machine.embedded import EmbeddedPostgres
from machine.ports import free_port
from tests.support.until import wait_until


@pytest.fixture
def folder() -> Iterator[Path]:
    # Not under pytest's own folder: each new run of pytest closes that to the server's user.
    with tempfile.TemporaryDirectory(prefix="jiekun-embedded-") as made:
        yield Path(made) / "data"


@pytest.fixture
def server(folder: Path) -> Iterator[EmbeddedPostgres]:
    running = embedded.start(folder, free_port())
    yield running
    running.stop()


def test_a_first_start_makes_a_cluster_with_fsync_and_utf8(server: EmbeddedPostgres, folder: Path) -> None:
    with psycopg.connect(server.admin_url) as connection:
        names = ("fsync", "server_encoding", "max_connections", "password_encryption", "data_checksums")
        values = [connection.execute(f"SHOW {name}").fetchone() for name in names]
    assert values == [("on",), ("UTF8",), ("200",), ("scram-sha-256",), ("on",)]
    assert stat.S_IMODE((folder / "postgres.password").stat().st_mode) == 0o600
    assert sorted(path.name for path in folder.iterdir()) == ["logs", "postgres", "postgres.password"]


def test_nobody_enters_without_the_password(server: EmbeddedPostgres) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(with_role(server.admin_url, "postgres", "guess"))


def test_what_was_committed_survives_kill_9_and_a_restart(folder: Path) -> None:
    first = embedded.start(folder, free_port())
    with psycopg.connect(first.admin_url) as connection:
        connection.execute("CREATE TABLE kept (a int)")
        connection.execute("INSERT INTO kept VALUES (7)")
    os.kill(first.pid, signal.SIGKILL)
    first.process.wait()
    second = embedded.start(folder, free_port())
    try:
        with psycopg.connect(second.admin_url) as connection:
            assert connection.execute("SELECT a FROM kept").fetchall() == [(7,)]
    finally:
        second.stop()


def test_a_cluster_half_made_is_made_again(folder: Path) -> None:
    (folder / "postgres.unfinished").mkdir(parents=True)
    (folder / "postgres.unfinished" / "PG_VERSION").write_text("18")
    embedded.start(folder, free_port()).stop()


def test_a_taken_port_is_named_in_the_refusal(server: EmbeddedPostgres, folder: Path) -> None:
    port = int(server.admin_url.rpartition(":")[2].partition("/")[0])
    with pytest.raises(RuntimeError, match=f"did not start on port {port}(.|\n)*already in use"):
        embedded.start(folder.parent / "other", port)


def test_the_server_ends_when_the_process_that_started_it_is_killed(folder: Path) -> None:
    starts = (
        "import sys; from pathlib import Path; from machine import embedded;"
        "print(embedded.start(Path(sys.argv[1]), int(sys.argv[2])).pid, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", starts, str(folder), str(free_port())],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as parent:  # fmt: skip
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    wait_until(lambda: not alive(pid), "the server to end")  # it takes its files away before it ends
    assert not (folder / "postgres" / "postmaster.pid").exists()


def test_the_second_start_is_quick(folder: Path) -> None:
    embedded.start(folder, free_port()).stop()
    began = time.monotonic()
    embedded.start(folder, free_port()).stop()
    assert time.monotonic() - began < 5  # 0.1 s on an idle machine


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
