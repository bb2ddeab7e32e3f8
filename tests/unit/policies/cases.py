"""The cases of the documents as data: `cases/<document>.toml`, read for the runner of each question.

A rule is a table `["<clause>: <the sentence that the rule says>"]` with a `table` of its cases: the head names what is
varied, an arrow, what is asked; each row after it is one case. `of` names the household (or several) that the case
changes, `given` what all rows share. "?" is unknown, on both sides of the arrow. A cell that is a table of its own
brings several facts at once. A file of two documents, `<one>+<other>.toml`, holds for both; its clauses stand in the
same order. A rule without a clause is a region's own, the text being silent, or of overlaps, whose rows cite theirs.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import msgspec
import pytest

from policies.documents import profile
from policies.documents.profile import FOLDER, Profile

CASES = Path(__file__).parent / "cases"
UNKNOWN, ARROW, NOBODY = "?", "→", "nobody"
NO_RULE = ("targets", "household", "households", "parameters", "everyone")
QUESTIONS = {
    "exit_month": "leaving",
    "exit_months": "leaving",
    "relief": "leaving",
    "measures": "routes",
    "first": "routes",
    "row": "overlaps",
    "effect": "overlaps",
}
"""Of which runner what a table asks; any other column is asked of the judgement."""
PARAMETERS = frozenset(name for document in profile.names() for name in profile.load(document).parameters)
"""Not a fact: set for a place, by any of the documents."""


class Rule(msgspec.Struct, forbid_unknown_fields=True):
    """As it is written."""

    table: Annotated[list[list[Any]], msgspec.Meta(min_length=2)]
    of: str | list[str] = "household"
    given: dict[str, Any] = {}
    admission: str = ""


@dataclass(frozen=True)
class Case:
    """`given`: all that is known, unknown being None; `expected`: by what is asked."""

    law: Profile = field(repr=False)
    rule: str
    clause: str
    varied: str
    given: Mapping[str, Any]
    expected: Mapping[str, Any]

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.given.items() if name not in PARAMETERS}

    @property
    def parameters(self) -> dict[str, Any]:
        return {name: value for name, value in self.given.items() if name in PARAMETERS}

    @property
    def name(self) -> str:
        return self.rule + (f": {self.varied}" if self.varied else "")

    def __str__(self) -> str:
        return f"{self.law.id}{f' §{self.clause}' if self.clause else ''}, {self.name}"


def each(question: str) -> pytest.MarkDecorator:
    """A test of every case that asks this question, named by its document, its rule and what is varied."""
    asking = [one for one in cases() if asks(one) == question]
    assert asking, f"no case asks {question}: an empty list would be skipped, and prove nothing"
    return pytest.mark.parametrize("case", [pytest.param(one, id=f"{one.law.id}, {one.name}") for one in asking])


def asks(case: Case) -> str:
    (question,) = {QUESTIONS.get(name, "judging") for name in case.expected}
    return question


@cache
def cases() -> tuple[Case, ...]:
    return tuple(case for file in sorted(CASES.glob("*.toml")) for case in _of_file(file))


@cache
def page(document: str) -> dict[str, Any]:
    return tomllib.loads((CASES / f"{document}.toml").read_text(encoding="utf-8"))


def household(document: str, of: str = "household") -> dict[str, Any]:
    """What is known of a household of this document, `of` being its name there."""
    if of == NOBODY:
        return {}
    own = page(document)
    return _known(own["household"] | ({} if of == "household" else own["households"][of]))


def parameters(document: str) -> dict[str, Any]:
    return _known(page(document)["parameters"])


def with_admission(document: str, condition: str) -> Profile:
    """The document with one condition of a fictive admission rule, as an overlay would bring it."""
    rule = f'\n[[admission]]\nid = "fictive"\nclause = "虚构"\ntext = "虚构"\ncondition = "{condition}"\n'
    content = (FOLDER / f"{document}.toml").read_bytes()
    return profile.read(f"{document}-with-admission.toml", content + rule.encode())


def with_exclusion(document: str, condition: str) -> Profile:
    """The document with one fictive exclusion more."""
    met = f'[{{ id = "fictive", text = "虚构", condition = "{condition}" }}]'
    rule = f'\n[[exclusions]]\nid = "fictive"\nname = "虚构"\nclause = "虚构"\ntext = "虚构"\nconditions = {met}\n'
    content = (FOLDER / f"{document}.toml").read_bytes()
    return profile.read(f"{document}-with-exclusion.toml", content + rule.encode())


def _of_file(file: Path) -> Iterator[Case]:
    documents = file.stem.split("+")
    for title, written in page(file.stem).items():
        if title not in NO_RULE:
            head, _, sentence = title.rpartition(": ")
            clauses = head.split("、") if head else [""] * len(documents)
            for document, clause in zip(documents, clauses, strict=True):
                yield from _of_rule(document, clause, sentence, msgspec.convert(written, Rule))


def _of_rule(document: str, clause: str, sentence: str, rule: Rule) -> Iterator[Case]:
    head, *rows = rule.table
    arrow = head.index(ARROW)
    law = with_admission(document, rule.admission) if rule.admission else profile.load(document)
    for of in [rule.of] if isinstance(rule.of, str) else rule.of:
        known = parameters(document) | household(document, of) | _known(rule.given)
        for row in rows:
            varied = _varied(dict(zip(head[:arrow], row[:arrow], strict=True)))
            expected = dict(zip(head[arrow + 1 :], row[arrow:], strict=True))
            said = ", ".join([*([] if of == rule.of else [of]), *(f"{name} {_said(v)}" for name, v in varied.items())])
            yield Case(law, sentence, clause, said, known | _known(varied), _known(expected))


def _varied(cells: Mapping[str, Any]) -> dict[str, Any]:
    one_by_one = [value if isinstance(value, dict) else {name: value} for name, value in cells.items()]
    return {name: value for part in one_by_one for name, value in part.items()}


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: None if value == UNKNOWN else value for name, value in values.items()}


def _said(value: object) -> str:
    return "+".join(map(str, value)) or "none" if isinstance(value, list) else str(value)
