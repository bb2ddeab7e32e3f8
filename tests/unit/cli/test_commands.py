"""The command line: what it knows, what it says, how it ends."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from typer.testing import CliRunner

from chassis.client import Reply
from chassis.http.auth import Tokens
from chassis.http.keys import JwksFile
from cli import commands, laboratory
from cli.commands.attachments import table_of
from cli.intake import in_own_words
from cli.main import COMMANDS, app, asked_for
from machine.installation import Installation, find, note_ports
from machine.issuer import LOCAL_ISSUER, new_key, public_jwks
from machine.ports import Ports
from portal import attachments, rosters
from portal.callers import person
from portal.client import Portal, Refused

COMMAND_FILES = sorted(Path(commands.__path__[0]).rglob("*.py"))


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


class Sent:
    """A portal that keeps what is sent through it."""

    def send(self, *asked: Any, headers: Mapping[str, str]) -> Reply:
        self.body, self.boundary = asked[-1], headers["Content-Type"].partition("boundary=")[2]
        return Reply(201, b'{"attachment": "a1"}')


def test_an_upload_tells_no_file_name(tmp_path: Path) -> None:
    sent, caller, roster = Sent(), person("portal", "44"), tmp_path / "花名册-真实姓名.xlsx"
    roster.write_bytes(b"content")
    rosters.marked_copy(cast(Portal, sent), caller, roster)
    assert b'filename="roster.xlsx"' in sent.body
    assert sent.body.endswith(f"\r\n\r\ncontent\r\n--{sent.boundary}--\r\n".encode())
    assert attachments.send(cast(Portal, sent), caller, "h1", b"%PDF", kind="diagnosis", **{"for": "visit"}) == "a1"
    assert b'name="kind"\r\n\r\ndiagnosis\r\n' in sent.body
    assert b'filename="paper"' in sent.body


def test_a_paper_has_a_kind_of_the_list_before_anything_is_sent(data: Path) -> None:
    paper = data / "paper.pdf"
    paper.write_bytes(b"%PDF")
    asked = ["attach", "h1", str(paper), "--data", str(data), "--kind", "letter"]
    told = CliRunner().invoke(app(["attach"]), asked)
    assert (told.exit_code, "diagnosis 诊断书" in told.stderr) == (2, True)


def test_papers_are_listed_by_kind_and_day_and_nobodys_name() -> None:
    added = {"attachment": "a1", "kind": "diagnosis", "for": "visit", "reference": "2", "size": 1025}
    item = {**added, "added_at": "2026-11-01T18:00:00Z", "added_by": "li", "withdrawn_at": None, "withdrawn_by": None}
    table = table_of([item])
    assert [list(column.cells) for column in table.columns] == [
        ["a1"], ["诊断书 diagnosis"], ["走访 2"], ["2"], ["2026-11-02 li"], [""],
    ]  # fmt: skip


PEOPLES = {
    "show": ["h1"],
    "attach": ["h1", __file__, "--kind", "diagnosis"],
    "attachments": ["h1"],
    "import": [str(Path(__file__).parents[3] / "samples" / "roster.xlsx")],
    "parameters": ["unset", "dibao_line", "--region", "440507", "--from", "2026-11-01", "--source", "x"],
}


@pytest.mark.parametrize("name", PEOPLES)
def test_a_command_of_a_persons_takes_who_acts_and_none_that_a_service_would_refuse(name: str, data: Path) -> None:
    for by in ("system:intake", " chen", "\u200bchen"):
        told = CliRunner().invoke(app([name]), [name, *PEOPLES[name], "--data", str(data), "--by", by])
        assert told.exit_code == 2
        assert "--by" in told.stderr


def test_who_acts_is_named_by_every_command_that_acts_as_a_person() -> None:
    """A command that makes a token for somebody says for whom, whoever adds it."""
    acts = ("sessions.whose(", "law.propose")
    acting = [path for path in COMMAND_FILES if any(one in path.read_text() for one in acts)]
    assert len(acting) >= 6
    assert [path.name for path in COMMAND_FILES if "Caller(" in path.read_text()] == []
    assert [path.name for path in acting if "by: By" not in path.read_text()] == []


@pytest.mark.parametrize("region", ["4405x7", "44050", "", "9"])
def test_a_place_that_cannot_be_is_told_before_anybody_is_asked(region: str, data: Path) -> None:
    told = CliRunner().invoke(app(["parameters"]), ["parameters", "list", "--region", region, "--data", str(data)])
    assert told.exit_code == 2
    assert "--region" in told.stderr
    assert "440507" in told.stderr


def test_a_token_that_a_command_made_is_not_what_its_user_is_told_of() -> None:
    told = str(in_own_words(Refused(401, {"code": "token_invalid"}), Path(".data")))
    assert "token" not in told
    assert all(option in told for option in ("--org", "--region", "--data"))
    refused = Refused(404, {"code": "not_found"})
    assert in_own_words(refused, Path(".data")) is refused
