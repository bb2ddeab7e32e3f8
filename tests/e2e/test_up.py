"""The front door: `jiekun up --roster` drives a roster through and then stays up until somebody ends it.

Its exit code, its last words and what it keeps say whether all came out as planted, by every desk's work.
"""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import msgspec
import pytest

from agencies.population import generate
from agencies.roster import SAMPLE_DAY, write_roster
from lab.demo.outcome import Outcome
from lab.demo.walk import DESKS
from machine.readiness import http_ready
from machine.stack import HOUSEHOLDS as SAMPLE_HOUSEHOLDS
from tests.support.until import wait_until

HOUSEHOLDS, SEED = 60, 3
"""So many that each desk finds work: the rare walks, and what every tenth and twentieth household meets."""
WITHOUT_WORK = {"look_again"}
"""Has it only where an answer that refused somebody turns out otherwise: in a bad week."""
RIGHT = "一切相符 · all is as it must be"
ROOT = Path(__file__).parents[2]
JIEKUN = (sys.executable, "-m", "cli.main")
WITHIN_S = 900.0
FIRST_COMMAND_S = 2_400.0


def test_a_roster_goes_through_and_the_system_stays_up_until_ctrl_c(tmp_path: Path) -> None:
    people, data, roster = generate(HOUSEHOLDS, SEED, SAMPLE_DAY), tmp_path / "data", tmp_path / "roster.xlsx"
    data.mkdir()
    (data / "population.json").write_bytes(people.to_json())
    write_roster(people, roster)
    told = tmp_path / "told"
    with up(told, "--data", str(data), "--roster", str(roster), "--any-port") as process:
        wait_until(lambda: ended(process) or "Ctrl-C" in told.read_text(), "the roster to go through", WITHIN_S)
        assert RIGHT in told.read_text(), told.read_text()
        ports = json.loads((data / "ports.json").read_text())
        assert process.poll() is None, told.read_text()
        assert all(http_ready(ports[service])() for service in ("intake", "verification", "assistance", "ledger"))
        assert [url for url in descriptions(told.read_text()) if httpx.get(url, timeout=60).status_code != 200] == []
        checked = subprocess.run([*JIEKUN, "check", "--data", str(data)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    assert_right(kept(data), HOUSEHOLDS)  # it will not be driven through again


@pytest.mark.long
def test_the_first_command_of_the_readme_ends_with_all_right(tmp_path: Path) -> None:
    """The very command, in a folder and on ports of its own, and not for ever."""
    data = tmp_path / "data"
    command = [*first_command(), "--data", str(data), "--any-port", "--once"]
    done = subprocess.run(
        command, cwd=ROOT, env=own(), capture_output=True, text=True, timeout=FIRST_COMMAND_S, check=False
    )
    assert (done.returncode, RIGHT in done.stdout) == (0, True), done.stdout + done.stderr
    assert_right(kept(data), SAMPLE_HOUSEHOLDS)


def first_command() -> list[str]:
    """What `make run`, of which the README says *Try it*, does once its environment is made."""
    assert "\n    make run\n" in (ROOT / "README.md").read_text(encoding="utf-8")
    recipe = ["make", "--no-print-directory", "--dry-run", "run", f"BIN={Path(sys.executable).parent}"]
    told = subprocess.run(recipe, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    command = shlex.split(told.splitlines()[-1])
    assert Path(command[0]).name == "jiekun", told
    return command


def kept(data: Path) -> Outcome:
    """What came of the one roster."""
    (path,) = (data / "rosters").iterdir()
    return msgspec.json.decode(path.read_bytes(), type=Outcome)


def assert_right(outcome: Outcome, households: int) -> None:
    assert (outcome.well, outcome.households, outcome.surprises, outcome.refused) == (True, households, [], [])
    assert {desk.__name__ for desk in DESKS if not outcome.worked.get(desk.__name__)} == WITHOUT_WORK


def descriptions(told: str) -> list[str]:
    """The addresses that it names for the four services' APIs."""
    found = re.findall(r"(?:intake|verification|assistance|ledger) +(http://\S+)", told)
    assert len(found) == 4, told
    return found


@contextmanager
def up(told: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    with told.open("wb") as output:
        process = subprocess.Popen([*JIEKUN, "up", *words], stdout=output, stderr=output, env=own())
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def own() -> dict[str, str]:
    """It brings its own PostgreSQL."""
    return {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}


def ended(process: subprocess.Popen[bytes]) -> bool:
    return process.poll() is not None
