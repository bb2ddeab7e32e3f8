"""The command line: what it knows, what it says, how it ends."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from chassis.http.auth import Tokens
from chassis.http.keys import JwksFile
from cli import laboratory
from cli.main import COMMANDS, app, asked_for
from machine.installation import Installation, find, note_ports
from machine.issuer import LOCAL_ISSUER, new_key, public_jwks
from machine.ports import Ports
from portal.rosters import form


@pytest.fixture
def data(tmp_path: Path) -> Path:
    key = new_key()
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "issuer.key.json").write_text(json.dumps(key))
    (tmp_path / "keys" / "jwks.json").write_text(json.dumps(public_jwks(key)))
    return tmp_path


def test_every_command_explains_itself_in_both_languages() -> None:
    for name in (*COMMANDS, *laboratory.COMMANDS):
        told = CliRunner().invoke(app([name]), [name, "--help"])
        assert told.exit_code == 0
        assert " · " in told.output
        assert any("一" <= character <= "鿿" for character in told.output)


def test_only_the_command_that_is_asked_for_is_loaded() -> None:
    assert asked_for(["token", "--org", "44"]) == ("token",)
    assert asked_for(["demo", "--json"]) == ("demo",)
    assert asked_for(["--help"]) == asked_for([]) == (*COMMANDS, *laboratory.COMMANDS)


def test_a_token_says_who_asks_where_in_which_roles(data: Path) -> None:
    asked = ["token", "--data", str(data), "--org", "44/4405", "--role", "reviewer", "--role", "auditor", "--json"]
    told = CliRunner().invoke(app(["token"]), asked)
    answer = json.loads(told.output)
    principal = Tokens(JwksFile(data / "keys" / "jwks.json"), LOCAL_ISSUER, "jiekun").verify(answer["token"])
    assert (principal.subject, principal.org_path) == ("reviewer@4405", "44/4405")
    assert principal.roles == frozenset({"reviewer", "auditor"})


@pytest.mark.parametrize(
    ("org", "role", "reason"),
    [("44/4405", "king", "no such role: king"), ("44/9999", "reviewer", "no organisation '44/9999'")],
)
def test_no_token_for_what_does_not_exist(data: Path, org: str, role: str, reason: str) -> None:
    told = CliRunner().invoke(app(["token"]), ["token", "--data", str(data), "--org", org, "--role", role])
    assert told.exit_code == 2
    assert reason in told.stderr


def test_without_an_installation_commands_say_what_to_type(tmp_path: Path) -> None:
    told = CliRunner().invoke(app(["show"]), ["show", "h1", "--data", str(tmp_path)])
    assert told.exit_code == 2
    assert "run `jiekun up` first" in told.stderr


def test_an_installation_is_found_at_the_ports_it_was_started_on(data: Path) -> None:
    assert find(data) == Installation(data, Ports())
    ports = Ports(1, 2, 3, 4, 5, 6)
    note_ports(data, ports)
    assert find(data).addresses["ledger"] == "http://127.0.0.1:4"


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--faults", "fire"), "no fault 'fire': all, or one or more of kill, pause, postgres"),
        (("--faults", "kill", "--households", "2", "--rounds", "50"), "fewer --rounds, or more --households"),
    ],
)
def test_a_demo_refuses_faults_that_it_does_not_have_work_for(options: Sequence[str], reason: str) -> None:
    told = CliRunner().invoke(app(["demo"]), ["demo", "--json", *options])
    assert told.exit_code == 2
    assert reason in told.stderr


def test_an_upload_tells_no_file_name() -> None:
    sent = form("b", "/home/花名册-真实姓名.xlsx", b"content")
    assert b'filename="roster.xlsx"' in sent
    assert sent.endswith(b"\r\n\r\ncontent\r\n--b--\r\n")
