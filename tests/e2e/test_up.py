"""The front door: `jiekun up --roster` drives a roster through and then stays up until somebody ends it."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from agencies.population import generate
from agencies.roster import SAMPLE_DAY, write_roster
from machine.readiness import http_ready
from tests.support.until import wait_until

HOUSEHOLDS, SEED = 24, 3
JIEKUN = (sys.executable, "-m", "cli.main")
WITHIN_S = 300.0


def test_a_roster_goes_through_and_the_system_stays_up_until_ctrl_c(tmp_path: Path) -> None:
    people, data, roster = generate(HOUSEHOLDS, SEED, SAMPLE_DAY), tmp_path / "data", tmp_path / "roster.xlsx"
    data.mkdir()
    (data / "population.json").write_bytes(people.to_json())
    write_roster(people, roster)
    told = tmp_path / "told"
    with up(told, "--data", str(data), "--roster", str(roster), "--any-port") as process:
        wait_until(lambda: ended(process) or "Ctrl-C" in told.read_text(), "the roster to go through", WITHIN_S)
        assert "未走完" not in told.read_text(), told.read_text()
        ports = json.loads((data / "ports.json").read_text())
        assert process.poll() is None, told.read_text()
        assert all(http_ready(ports[service])() for service in ("intake", "verification", "assistance", "ledger"))
        assert [url for url in descriptions(told.read_text()) if httpx.get(url).status_code != 200] == []
        checked = subprocess.run([*JIEKUN, "check", "--data", str(data)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    assert list((data / "rosters").iterdir()) != []  # it will not be driven through again


def descriptions(told: str) -> list[str]:
    """The addresses that it names for the four services' APIs."""
    found = re.findall(r"(?:intake|verification|assistance|ledger) +(http://\S+)", told)
    assert len(found) == 4, told
    return found


@contextmanager
def up(told: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with told.open("wb") as output:
        process = subprocess.Popen([*JIEKUN, "up", *words], stdout=output, stderr=output, env=environment)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def ended(process: subprocess.Popen[bytes]) -> bool:
    return process.poll() is not None
