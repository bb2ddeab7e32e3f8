"""What the profile quotes stands in the document, word for word."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

import policies
from kernel.causes import Cause
from tests.unit.policies.households import SHANTOU

TEXT = "".join((Path(policies.__file__).parent / "texts" / "shantou-2016.txt").read_text().split())


def quotes(table: Any) -> Iterator[tuple[str, str]]:
    if isinstance(table, dict):
        if table.get("text"):
            yield str(table.get("id") or table.get("name") or table.get("cause")), table["text"]
        for value in table.values():
            yield from quotes(value)
    elif isinstance(table, list | tuple):
        for value in table:
            yield from quotes(value)


QUOTES = list(quotes(msgspec.to_builtins(SHANTOU.document)))


def test_there_are_quotes_to_check() -> None:
    assert len(QUOTES) > 60


@pytest.mark.parametrize(("rule", "text"), QUOTES)
def test_a_quote_is_verbatim(rule: str, text: str) -> None:
    assert "".join(text.split()) in TEXT, rule


def test_whatever_cites_no_clause_gives_a_reason() -> None:
    document = SHANTOU.document
    cited = [(entry.clause, entry.reason) for entry in document.parameters]
    cited += [(entry.clause, entry.reason) for entry in document.overlaps]
    cited += [(leaving.clause, leaving.reason) for leaving in (document.exit, document.relief)]
    assert any(not clause for clause, _ in cited)
    assert all(clause or reason for clause, reason in cited)


def test_agencies_that_measures_name_are_named_by_their_sentence() -> None:
    named = {(m.id, who) for m in SHANTOU.document.measures for who in (*m.lead, *m.responsible)}
    assert named
    assert {who for _, who in named if who not in TEXT} == set()


def test_all_causes_are_there() -> None:
    assert sorted(entry.cause for entry in SHANTOU.document.causes) == sorted(Cause)
