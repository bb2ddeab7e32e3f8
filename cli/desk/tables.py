"""Answers on the screen: amounts in yuan, days and times of China, codes in Chinese, no cell cut off."""

import json
import re
import sys
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Column, Table

from chassis.amounts import AMOUNTS
from cli.desk import words
from kernel.calendar import CHINA_STANDARD_TIME

WIDE = 200
"""Of what is piped into a file or another program."""
ENDLESS = 10_000
HARD = "\N{NO-BREAK SPACE}"
"""A field's word and what it says stay in one line."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_YUAN = re.compile(r"-?\d+(\.\d\d?)?")


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def console() -> Console:
    """As wide as the terminal, and wide where a program or a file reads: nothing is cut."""
    return Console(width=None if sys.stdout.isatty() else WIDE)


def show(answer: Any, names: Sequence[str]) -> None:
    screen = console()
    if isinstance(answer, list):
        screen.print(fitting(answer, names, screen) if answer else "没有 · none", highlight=False)
        return
    if not answer:
        screen.print("已办理 · done", highlight=False)
    for name in names or answer:
        value = answer.get(name)
        if _is_table(value):
            screen.print(f"[bold]{escape(heading(name))}[/]", fitting(value, (), screen), sep="\n", highlight=False)
        else:
            screen.print(f"[bold]{escape(heading(name))}[/]  {escape(said(name, value, answer))}", highlight=False)


def fitting(items: list[dict[str, Any]], names: Sequence[str], screen: Console) -> RenderableType:
    """A table where the screen has room for it; else one thing below the other, so that no id or amount is broken."""
    table = table_of(items, names)
    wide = Measurement.get(screen, screen.options.update(max_width=ENDLESS), table).maximum > screen.width
    return Group(*(_folded(item, names or list(item)) for item in items)) if wide else table


def _folded(item: dict[str, Any], names: Sequence[str]) -> RenderableType:
    """What it is in the first line; the rest field by field below, what is empty left out."""
    first, *rest = names
    told = ((name, said(name, item.get(name), item)) for name in rest)
    fields = "  ".join(
        f"[dim]{escape(words.FIELDS.get(name, name))}[/]{HARD}{escape(text)}" for name, text in told if text
    )
    return Group(f"[bold]{escape(said(first, item.get(first), item))}[/]", Padding(fields, (0, 0, 0, 2)))


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def table_of(items: list[dict[str, Any]], names: Sequence[str]) -> Table:
    shown = names or list(dict.fromkeys(name for item in items for name in item))
    table = Table(*(Column(heading(name), overflow="fold") for name in shown))
    for item in items:
        table.add_row(*(escape(said(name, item.get(name), item)) for name in shown))
    return table


def heading(name: str) -> str:
    return f"{words.FIELDS[name]} {name}" if name in words.FIELDS else name


def said(name: str, value: Any, thing: Collection[str] = ()) -> str:
    """`thing`: the fields beside it, since a state is called by the word of what it is the state of."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case {"zh": str(chinese), "en": str(), **rest} if not rest:
            return chinese
        case dict():
            return "，".join(
                f"{words.FIELDS.get(key, key)} {text}" for key, one in value.items() if (text := said(key, one, value))
            )
        case list():
            return "；".join(said(name, one, thing) for one in value)
        case str() if name in AMOUNTS and _YUAN.fullmatch(value):
            return f"{value}元"
        case str() if _MOMENT.fullmatch(value):
            return f"{datetime.fromisoformat(value).astimezone(CHINA_STANDARD_TIME):%Y-%m-%d %H:%M}"
        case str():
            return str(words.codes(name, thing).get(value, value))
        case _:
            return str(value)
