"""Each amount that is stored has a name that is shown in yuan: nobody reads fen, at no door."""

import ast
from collections.abc import Iterator

from chassis.amounts import AMOUNTS, in_yuan
from policies.language.facts import FACTS
from tests.architecture.tree import ROOT

STORED = (*sorted((ROOT / "contracts").glob("*.py")), *sorted((ROOT / "services").glob("*/domain/events.py")))


def test_every_stored_field_of_fen_is_known_as_an_amount() -> None:
    named = {name for path in STORED for name in fields_of_fen(path.read_text(encoding="utf-8"))}
    assert {"amount", "budget", "living_standard_total"} <= named
    assert named <= AMOUNTS


def test_every_fact_of_money_is_known_as_an_amount() -> None:
    assert {name for name, fact in FACTS.items() if fact.kind == "money"} <= AMOUNTS


def test_a_field_of_fen_under_a_new_name_would_be_found() -> None:
    source = "class Raised:\n    extra: Fen\n    more: Personal[Fen]\n    line: Fen | None = None\n    other: int\n"
    assert set(fields_of_fen(source)) - AMOUNTS == {"extra", "more"}


def test_amounts_are_shown_in_yuan_however_deep_they_stand() -> None:
    held = {"rule": "same_bill", "other": {"amount": 120_000, "period": {"first": "2026-11-01"}}, "marks": {"x": 3}}
    assert in_yuan({"items": [held], "acts": 2, "total": 5}) == {
        "items": [held | {"other": {"amount": "1200.00", "period": {"first": "2026-11-01"}}}],
        "acts": 2,
        "total": "0.05",
    }


def fields_of_fen(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = {part.id for part in ast.walk(node.annotation) if isinstance(part, ast.Name)}
            if "Fen" in names:
                yield node.target.id
