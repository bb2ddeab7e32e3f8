"""Enumerated values as a person types them: the code of the API, or the Chinese word that the screens have for it.

A list that only takes codes has a person read what they must type elsewhere first.
"""

from collections.abc import Mapping
from typing import Any

import typer

from cli.desk.words import choices
from cli.options import cannot

Table = Mapping[str, str]
"""Code -> its Chinese word."""


class Choice:
    """One of these codes. `more`: other words for the same codes, as a kind of task of two services has."""

    __name__ = "word"  # what a usage line calls it

    def __init__(self, meant: str, table: Table, *more: Table) -> None:
        self.meant, self.offered = meant, choices(table)
        self.said = {
            said: code for each in (table, *more) for code, chinese in each.items() for said in (chinese, code)
        }

    def __call__(self, typed: str) -> str:
        """Ends the command with all that may be said where the word is none of them."""
        if (code := self.said.get(typed.strip())) is not None:
            return code
        cannot(f"{self.meant}：{typed}：应为以下之一，中文或代码均可 · one of these, in either word: {self.offered}")


def option(meant: str, table: Table, *names: str, more: tuple[Table, ...] = ()) -> Any:
    """`meant`: what is chosen, for help text and refusal."""
    return typer.Option(*names, parser=Choice(meant, table, *more), help=f"{meant}: {choices(table)}")


def argument(meant: str, table: Table) -> Any:
    return typer.Argument(parser=Choice(meant, table), help=f"{meant}: {choices(table)}")
