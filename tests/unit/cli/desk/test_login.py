"""Who is logged in: kept for later commands, readable by their owner alone, and told when it is nobody."""

import json
from pathlib import Path

import pytest

from machine.issuer import mint, new_key
from tests.unit.cli.desk.conftest import Terminal
from tests.unit.cli.desk.lines import Line


def test_nobody_logged_in_is_told_what_to_type(stranger: Terminal) -> None:
    told = stranger.says("list")
    assert told.exit_code == 2
    assert "jiekun login --org" in told.stderr
    assert stranger.api.asked == []


def test_later_commands_are_of_who_logged_in_last_or_of_whom_they_name(terminal: Terminal) -> None:
    terminal.says("login --org 44/4405/440507 --role finance --by chen")
    terminal.says("fund list")
    terminal.says("fund list --by li.wei")
    first, second = (claims(one.headers["authorization"]) for one in terminal.api.asked)
    assert (first["sub"], first["org_path"], first["roles"]) == ("chen", "44/4405/440507", ["finance"])
    assert (second["sub"], second["org_path"], second["roles"]) == ("li.wei", "44/4405", ["case_worker", "reviewer"])


def test_who_never_logged_in_is_no_one_to_act_as(terminal: Terminal) -> None:
    told = terminal.says("list --by wang")
    assert told.exit_code == 2
    assert "--by wang" in told.stderr


def test_one_person_is_one_however_the_name_is_spelt(terminal: Terminal) -> None:
    assert terminal.says("aid list --by Li.Wei").exit_code == 0


def test_where_nothing_can_be_kept_it_is_told(stranger: Terminal) -> None:
    (stranger.data / "sessions").write_text("a file")
    told = stranger.says("login --org 44/4405 --role reviewer")
    assert told.exit_code == 2
    assert "不能写入" in told.stderr


def test_logged_out_is_logged_out(terminal: Terminal) -> None:
    assert json.loads(terminal.says("logout", as_json=True).stdout) == {"logged_out": True}
    assert terminal.says("list").exit_code == 2
    assert json.loads(terminal.says("logout", as_json=True).stdout) == {"logged_out": False}


def test_a_session_is_its_owners_alone(terminal: Terminal) -> None:
    kept = [path for path in (terminal.data / "sessions").iterdir() if path.suffix == ".json"]
    assert [path.stat().st_mode & 0o777 for path in kept] == [0o600]
    assert "token" not in json.loads(kept[0].read_bytes()) or json.loads(kept[0].read_bytes())["token"] == ""


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("login", "--org"),
        ("login --org 44/9999 --role reviewer", "44/9999"),
        ("login --org 44/4405 --role king", "king"),
        ("login --org 44/4405 --role reviewer --by system:intake", "--by"),
        ("login --token nowhere", "nowhere"),
        ("login --token - --service intake=https://a.example", "verification"),
    ],
)
def test_a_login_that_cannot_be_says_why(words: str, reason: str, stranger: Terminal) -> None:
    told = stranger.says(words, "x")
    assert told.exit_code == 2
    assert reason in told.stderr


def test_another_issuers_token_is_sent_as_it_is_and_no_installation_is_needed(
    stranger: Terminal, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A county's own machine: a token, four addresses, and nothing of ours."""
    token = token_of("zhao", "44/4405/440507", "case_worker")
    ports = json.loads((stranger.data / "ports.json").read_bytes())
    services = [f"--service {one}=http://127.0.0.1:{ports[one]}" for one in ("intake", "verification", "assistance")]
    words = f"login --token - {' '.join(services)} --service ledger=http://127.0.0.1:{ports['ledger']}"
    away = Terminal(tmp_path_factory.mktemp("county"), stranger.api, stranger.files)
    assert away.says(words, token).stdout == "zhao 44/4405/440507 case_worker\n"
    assert away.says("aid list").exit_code == 0
    assert [one.headers["authorization"] for one in away.api.asked] == [f"Bearer {token}"]


def test_a_token_of_the_environment_goes_before_the_last_login(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, kept = token_of("zhao", "44", "auditor"), tmp_path / "token"
    monkeypatch.setenv("JIEKUN_TOKEN", token)
    terminal.says("aid list")
    monkeypatch.delenv("JIEKUN_TOKEN")
    kept.write_text(f"{token}\n")
    monkeypatch.setenv("JIEKUN_TOKEN_FILE", str(kept))
    terminal.says("aid list")
    terminal.says("aid list --by li.wei")
    assert [claims(one.headers["authorization"])["sub"] for one in terminal.api.asked] == ["zhao", "zhao", "li.wei"]
    kept.write_text("no token")
    told = terminal.types(Line(["aid", "list"]))
    assert told.exit_code == 2
    assert "JWT" in told.stderr


def token_of(subject: str, org_path: str, *roles: str) -> str:
    return mint(new_key(), subject, org_path, roles, 600)


def claims(authorization: str) -> dict[str, object]:
    import base64

    payload = authorization.removeprefix("Bearer ").split(".")[1]
    found: dict[str, object] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return found
