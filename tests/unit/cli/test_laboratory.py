"""The command line without the laboratory: what it brings is told of, not missed without a word."""

from importlib.metadata import EntryPoints
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import laboratory
from cli.main import COMMANDS, app, asked_for

SENTENCE = "comes with the laboratory, which is not installed"


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where only `jiekun` is installed."""
    monkeypatch.setattr(laboratory, "entry_points", lambda **_: EntryPoints())


def test_installed_it_is_listed_behind_our_own_commands() -> None:
    assert asked_for(["--help"]) == (*COMMANDS, "demo", "bench")
    told = CliRunner().invoke(app(asked_for(["--help"])), ["--help"])
    assert "generate" in told.output
    assert SENTENCE not in told.output


@pytest.mark.usefixtures("alone")
def test_not_installed_the_help_says_how_to_get_it() -> None:
    assert asked_for(["--help"]) == tuple(COMMANDS)
    told = CliRunner().invoke(app(asked_for(["--help"])), ["--help"])
    assert told.exit_code == 0
    assert "generate" not in told.output
    assert f"demo, bench {SENTENCE}" in " ".join(told.output.split())


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("words", [["demo"], ["demo", "--households", "10"], ["bench", "append-single", "--help"]])
def test_not_installed_its_commands_say_so_whatever_is_asked_of_them(words: list[str]) -> None:
    told = CliRunner().invoke(app(asked_for(words)), words)
    assert told.exit_code == 2
    assert f"jiekun: {words[0]} {SENTENCE}" in told.stderr
    assert "`pip install ./lab`" in told.stderr


@pytest.mark.usefixtures("alone")
def test_not_installed_no_roster_is_played_and_nothing_is_begun(tmp_path: Path) -> None:
    roster = tmp_path / "roster.xlsx"
    roster.touch()
    data = tmp_path / "data"
    told = CliRunner().invoke(app(["up"]), ["up", "--roster", str(roster), "--data", str(data)])
    assert told.exit_code == 2
    assert f"jiekun: --roster {SENTENCE}" in told.stderr
    assert not data.exists()
