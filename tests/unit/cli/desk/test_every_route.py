"""Each door that a person may use has a command that reaches it as the door is described, or a reason why not."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer

from cli import commands, laboratory
from cli.desk import tables, words
from cli.main import COMMANDS, own
from tests.architecture.tree import ROOT
from tests.support.described_api import Route, routes
from tests.unit.cli.desk.conftest import Terminal
from tests.unit.cli.desk.lines import LINES, Line

PAGE = ROOT / "docs" / "people-commands.md"
ROW = re.compile(r"^\| `(\w+) (GET|POST|PUT|DELETE) (\S+)` \| (?:`jiekun ([a-z -]+)`|(\S.*)) \|$", re.MULTILINE)


AT_DESK = [path for path in Path(commands.__path__[0]).glob("*.py") if "@at_desk" in path.read_text()]
"""Modules whose commands are people's."""


class Told(NamedTuple):
    command: str
    reason: str


def page() -> dict[Route, Told]:
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))
    found = {Route(*row[:3]): Told(*row[3:]) for row in rows}
    assert len(found) == len(rows), "a route stands there twice"
    return found


def leaves(name: str) -> Iterator[str]:
    """The command's full names, below a word the words that follow it."""
    found = own(name)
    yield from _below(name, found) if isinstance(found, typer.Typer) else [name]


def _below(words: str, group: typer.Typer) -> Iterator[str]:
    for one in group.registered_commands:
        assert one.callback is not None
        yield f"{words} {one.name or one.callback.__name__.strip('_').replace('_', '-')}"
    for deeper in group.registered_groups:
        assert deeper.typer_instance is not None
        yield from _below(f"{words} {deeper.name}", deeper.typer_instance)


OF_PEOPLE = [name for name in COMMANDS if COMMANDS[name].split(".")[0] in {path.stem for path in AT_DESK}]
ALL = {leaf for name in COMMANDS for leaf in leaves(name)}


class Shown(NamedTuple):
    """What a command put on the screen, and which fields of it."""

    answer: Any
    names: Sequence[str]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Shown]:
    told, show = list[Shown](), tables.show
    monkeypatch.setattr(tables, "show", lambda answer, names: (told.append(Shown(answer, names)), show(answer, names)))
    return told


def unsaid(shown: Shown) -> set[str]:
    """Columns that the answer does not have, and fields without a Chinese word."""
    items = shown.answer if isinstance(shown.answer, list) else [shown.answer]
    seen = [{name: one[name] for name in shown.names or one if name in one} for one in items]
    return {name for one in items for name in shown.names if name not in one} | (fields(seen) - words.FIELDS.keys())


def fields(answer: Any) -> set[str]:
    match answer:
        case dict():
            return {*answer, *fields(list(answer.values()))}
        case list():
            return {name for one in answer for name in fields(one)}
        case _:
            return set()


def command_of(line: Line) -> str:
    """The longest that its words name."""
    return next(name for count in (3, 2, 1) if (name := " ".join(line.words[:count])) in ALL)


def test_every_route_of_people_has_a_command_or_a_reason_on_the_page() -> None:
    assert page().keys() == routes().keys()
    assert {told.command for told in page().values() if told.command} <= ALL | set(laboratory.COMMANDS)


@pytest.fixture
def reached(terminal: Terminal, shown: list[Shown]) -> set[tuple[Route, str]]:
    """(route, command) of all lines, each typed for a table and for JSON. Whatever a door would not take, or no door
    knows, is a 599 here."""
    found: set[tuple[Route, str]] = set()
    for line in LINES:
        for as_json in (False, True):
            terminal.api.asked.clear()
            told = terminal.types(line, as_json=as_json)
            assert (told.exit_code, told.stderr) == (0, ""), f"{line.words}: {told.output}"
            if as_json:
                assert isinstance(json.loads(told.stdout), dict), line.words
            assert [one for one in shown if unsaid(one)] == [], line.words
            found |= {(one.route, command_of(line)) for one in terminal.api.asked}
    return found


def test_a_route_is_reached_as_it_is_described_by_the_command_that_the_page_names(
    reached: set[tuple[Route, str]],
) -> None:
    named = {(route, told.command) for route, told in page().items() if told.command}
    assert named - reached == set()
    assert {command for _, command in reached} >= {leaf for leaf in ALL if leaf.split()[0] in OF_PEOPLE}
    assert {route for route, _ in reached} <= {route for route, told in page().items() if told.command}
