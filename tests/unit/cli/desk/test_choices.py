"""What is one of a list is said in Chinese or as the code that the API spells, wherever a command takes it."""

from collections.abc import Iterator
from enum import Enum
from typing import Any

import pytest
import typer
from typer.core import TyperGroup

from cli.desk.choices import Choice
from cli.main import COMMANDS, app
from tests.unit.cli.desk.conftest import Terminal
from tests.unit.cli.desk.lines import WHY, line


def sent(terminal: Terminal) -> Any:
    return terminal.api.asked[-1].body


def test_a_paper_is_asked_for_in_chinese_or_by_its_code(terminal: Terminal) -> None:
    for paper in ("授权书", "consent"):
        told = terminal.types(line(f"decide return h1 --paper {paper} --paper 诊断书", None, *WHY))
        assert told.exit_code == 0, told.output
        assert sent(terminal) == {"decision": "return", "papers": ["consent", "diagnosis"], "reason": WHY[1]}


@pytest.mark.parametrize(
    "words",
    [
        "decide return h1 --paper 授权",
        "decide settle h1 移除",
        "close h1 没有困难",
        "aid list --status 已发",
        "tasks hand-over t1 --to chen --reason 请假",
        "roster differences r1 --field 手机",
        "list --kind 审",
    ],
)
def test_another_word_ends_the_command_with_all_that_may_be_said(terminal: Terminal, words: str) -> None:
    told = terminal.types(line(words))
    assert told.exit_code == 2
    assert "应为以下之一" in told.stderr
    assert "、" in told.stderr
    assert terminal.api.asked == []


def test_every_list_that_a_command_offers_is_taken_in_chinese_too() -> None:
    """No command of people takes codes alone."""
    taken = 0
    for kind in (one.type_descriptor for command in commands() for one in command.params):
        assert not (isinstance(kind.annotation, type) and issubclass(kind.annotation, Enum)), kind
        if isinstance(choice := kind.parameter_info.parser, Choice):
            taken += 1
            assert {choice(word) for word in choice.said} == set(choice.said.values())
    assert taken > 20


def commands() -> Iterator[Any]:
    for name in COMMANDS:
        if name != "parked":  # an operator's, which names its actions in English
            root = typer.main.get_command(app([name]))
            assert isinstance(root, TyperGroup)
            yield from _leaves(root.commands[name])


def _leaves(found: Any) -> Iterator[Any]:
    if isinstance(found, TyperGroup):
        for below in found.commands.values():
            yield from _leaves(below)
    else:
        yield found
