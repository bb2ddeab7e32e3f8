"""`jiekun agencies`: told what there is, served alone with keys of their own, tested by the kit over real sockets."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from agencies import standalone
from agencies.behaviour import Behaviour
from agencies.faults import Fault
from agencies.partners import load_partners
from agencies.scenarios import NAMES
from chassis.client import HttpClient, Unreachable
from cli.main import app
from dci.keys import SigningKey
from machine.ports import free_port
from tests.support.until import wait_until

TODAY = date(2026, 11, 2)
THEIRS = SigningKey.generate("their.system", "1")


def told(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app(["agencies"]), ["agencies", *words])
    return result.exit_code, result.stdout, result.stderr


def stranger(key: SigningKey = THEIRS, callback: str = "https://their.example/registry/on-search") -> standalone.Seeker:
    public = key.known(standalone.VALID_FROM).public_key
    return standalone.Seeker(key.sender_id, key.key_id, public, callback)


@contextmanager
def served(folder: Path, *options: str) -> Iterator[str]:
    """`jiekun agencies serve`, until it answers."""
    port = free_port()
    line = (sys.executable, "-m", "cli.main", "agencies", "serve", "--data", str(folder), "--port", str(port), *options)
    url = f"http://127.0.0.1:{port}"
    with subprocess.Popen(line, stdout=subprocess.DEVNULL) as process, HttpClient(timeout_s=2.0) as client:

        def answers() -> bool:
            assert process.poll() is None, "it ended"
            try:
                return client.get(f"{url}/readyz").status == 200
            except Unreachable:
                return False

        try:
            wait_until(answers, "the agencies")
            yield url
        finally:
            process.terminate()


def checked(url: str, folder: Path, *options: str) -> tuple[int, dict[str, Any]]:
    listen = f"127.0.0.1:{standalone.CHECK_PORT}"
    code, out, err = told("check", f"{url}/tax", "--data", str(folder), "--listen", listen, "--json", *options)
    assert out, err
    return code, json.loads(out)


def test_scenarios_and_faults_are_told() -> None:
    code, out, _ = told("scenarios", "--json")
    found = json.loads(out)
    assert code == 0
    assert tuple(found["scenarios"]) == NAMES
    assert found["faults"].keys() == set(Fault)
    assert told("scenarios")[0] == 0


def test_agencies_served_alone_conform_and_a_bad_scenario_does_not(tmp_path: Path) -> None:
    lying = tmp_path / "lying.toml"
    lying.write_text("[agencies.tax]\nfaults = { wrong_signature = 1.0 }\n")
    folder = tmp_path / "agencies"
    with served(folder) as url:
        code, report = checked(url, folder)
    assert (code, report["conforms"]) == (0, True), report
    with served(folder, "--scenario", str(lying)) as url:
        code, report = checked(url, folder)
    assert (code, report["conforms"]) == (1, False)
    assert {"check": "every_answer_is_believed", "verdict": "failed"}.items() <= {
        name: value
        for line in report["lines"]
        if line["check"] == "every_answer_is_believed"
        for name, value in line.items()
    }.items()


def test_keys_are_made_once_and_are_their_owners_alone(tmp_path: Path) -> None:
    folder = standalone.Folder(tmp_path / "agencies")
    first = standalone.laid_out(folder, TODAY, "http://here", Behaviour(), None)
    again = standalone.laid_out(folder, TODAY, "http://here", Behaviour(), None)
    assert first == again
    assert {file.stat().st_mode & 0o777 for file in (folder.keys, folder.checker)} == {0o600}
    assert standalone.registry_keys(folder.agencies).dump()


def test_a_stranger_is_known_from_then_on_under_one_key(tmp_path: Path) -> None:
    folder = standalone.Folder(tmp_path)
    for callback in ("https://a.example/x", "https://b.example/x", "https://a.example/x"):
        standalone.laid_out(folder, TODAY, "http://here", Behaviour(), stranger(callback=callback))
    partners = load_partners(folder.partners)
    assert partners.callbacks["their.system"] == ["https://a.example/x", "https://b.example/x"]
    assert [key.sender_id for key in partners.keys] == ["checker", "their.system"]
    another = SigningKey.generate("their.system", "1")
    with pytest.raises(standalone.Refused, match="--seeker-key-id"):
        standalone.laid_out(folder, TODAY, "http://here", Behaviour(), stranger(another))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("serve", "--scenario", "mad-week"), "bad-week, good-week"),
        (("serve", "--seeker", "their.system"), "--seeker-key"),
        (("serve", "--seeker", "x y", "--seeker-key", "AAAA", "--callback", "http://x/"), "公钥"),
        (("serve", "--seeker", "x", "--seeker-key", "AAAA", "--callback", "http://x/"), "公钥"),
        (("check", "http://127.0.0.1:1/nobody"), "没有部门"),
        (("check", "http://127.0.0.1:1/tax"), "jiekun agencies serve"),
        (("check", "http://127.0.0.1:1/tax", "--listen", "nowhere"), "jiekun agencies serve"),
    ],
)
def test_what_cannot_be_is_refused_in_words(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    code, _, err = told(*words, "--data", str(tmp_path / "agencies"))
    assert code == 2
    assert said in err
