"""Each workbook of the corpus is read, refused or reported as it must be; none breaks anything."""

from typing import Any

import pytest

from chassis.http.refusals.errors import Problem
from services.intake.adapters import roster_reader
from services.intake.adapters.roster_body import body_of
from services.intake.errors import TABLE
from services.intake.handlers.roster_import import notes_on
from tests.support.rosters import AROUND
from tests.unit.intake.sheets import sent
from tests.unit.intake.sheets.corpus import Case, cases

CORPUS = [*cases(), *sent.cases()]


def test_the_corpus_is_wide() -> None:
    assert len(CORPUS) >= 60
    assert len({case.name for case in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("case", CORPUS, ids=[case.name for case in CORPUS])
def test_a_workbook_comes_to_what_it_must(case: Case) -> None:
    """FAULTS B01, B03, B06, B07, B08, B09, B10, B11, B13, B14, B17, B40 for sheets, A1, dates and money."""
    got = outcome(case)
    assert got == Case(case.name, case.content, **wanted(case)), case.name


def outcome(case: Case) -> Case:
    try:
        sheet = roster_reader.read(case.content())
    except Problem as problem:
        return Case(case.name, case.content, **nothing(problem.code))
    read = [(row.number, body_of(row, {}, AROUND)) for row in sheet.rows]
    reads = tuple((field, at(read[0][1].body, field)) for field, _ in case.reads if field)
    return Case(
        case.name,
        case.content,
        rows=tuple(number for number, _ in read),
        flaws=tuple(sorted((number, flaw.column, flaw.code) for number, one in read for flaw in one.flaws)),
        notes=tuple(sorted((number, note.column, note.code) for number, one in read for note in one.notes)),
        reads=reads,
        sheet=tuple(note["code"] for note in notes_on(sheet)),
    )


def wanted(case: Case) -> dict[str, Any]:
    if case.refused:
        assert case.refused in TABLE
        return nothing(case.refused)
    assert all(code in TABLE for _, _, code in (*case.flaws, *case.notes))
    fields = {name: getattr(case, name) for name in ("rows", "reads", "sheet")}
    fields["reads"] = tuple(pair for pair in case.reads if pair[0])
    return fields | {"flaws": tuple(sorted(case.flaws)), "notes": tuple(sorted(case.notes))}


def nothing(code: str) -> dict[str, Any]:
    return {"refused": code, "rows": (), "reads": (), "sheet": ()}


def at(body: Any, field: str) -> Any:
    for step in field.split("."):
        body = body[int(step)] if isinstance(body, list) else body[step]
    return body
