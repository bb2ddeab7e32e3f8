"""Whether a roster came out right is the exit code of `jiekun up`: what is not right does not end as if it were."""

import io
import threading
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from rich.console import Console
from typer.testing import CliRunner

from agencies.roster import SAMPLE_DAY
from cli import laboratory
from cli.commands import up
from cli.main import app
from cli.options import FAILED
from lab.commands.roster import drive
from lab.demo.outcome import Outcome

OF_OTHER_KINDS: dict[type, Any] = {int: 0, float: 0.0, str: "", list: [], dict: {}, bool: True}


def outcome(well: bool) -> Outcome:
    """With nothing in it but the verdict."""
    fields = {one.name: one for one in msgspec.structs.fields(Outcome) if one.required}
    empty = {name: OF_OTHER_KINDS[getattr(one.type, "__origin__", one.type)] for name, one in fields.items()}
    return Outcome(**empty | {"well": well})


class Nothing(nullcontext[None]):
    """Instead of a system that starts."""

    ports = None

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__()


class Work:
    """A roster that comes to this, or went through already and came to that."""

    roster = Path("roster.xlsx")
    population = SimpleNamespace(households=[], today=SAMPLE_DAY)

    def __init__(self, came: Outcome | Exception | None = None, before: Outcome | None = None) -> None:
        self._came, self._before = came, before

    def before(self) -> Outcome | None:
        return self._before

    def run(self, tally: Any, say: Any, over: threading.Event) -> Outcome:
        if isinstance(self._came, Exception):
            raise self._came
        assert self._came is not None
        return self._came


def driven(work: Any, over: threading.Event | None = None) -> tuple[bool, str]:
    console = Console(file=io.StringIO(), width=120)
    well = drive(console, work, over or threading.Event())
    assert isinstance(console.file, io.StringIO)
    return well, console.file.getvalue()


@pytest.mark.parametrize("well", [True, False])
def test_the_verdict_is_told_and_given_back_also_to_whoever_asks_again(well: bool) -> None:
    words = "all is as it must be" if well else "not right"
    for work in (Work(outcome(well)), Work(before=outcome(well))):
        came, told = driven(work)
        assert came is well
        assert words in told


def test_a_roster_that_did_not_get_through_is_not_right() -> None:
    came, told = driven(Work(ValueError("people were still at work")))
    assert came is False
    assert "did not get through: people were still at work" in told


def test_whoever_ends_it_early_hears_nothing_bad_of_it() -> None:
    over = threading.Event()
    over.set()
    assert driven(Work(ValueError("ended")), over)[0] is True


@pytest.mark.parametrize(("well", "code"), [(True, 0), (False, FAILED)])
def test_up_ends_with_the_verdict(well: bool, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roster = tmp_path / "roster.xlsx"
    roster.touch()
    monkeypatch.setattr(laboratory, "roster_play", lambda: lambda *given: lambda stack, over: well)
    monkeypatch.setattr(up, "Stack", Nothing)
    monkeypatch.setattr(up, "note_ports", lambda *given: None)
    monkeypatch.setattr(up, "where", lambda *given: None)
    command = ["up", "--data", str(tmp_path / "data"), "--roster", str(roster), "--once"]
    assert CliRunner().invoke(app(["up"]), command).exit_code == code
