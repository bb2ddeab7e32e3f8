"""The template is read by the reader that it is for: empty as it comes, without flaw as its example is filled in."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from chassis.workbook.told import Cell
from contracts.roster_columns import COLUMNS, SHEET, Column
from kernel import organisation
from services.intake.adapters import roster_reader
from services.intake.adapters.roster_body import body_of
from services.intake.adapters.roster_cells import value
from services.intake.adapters.roster_completion import Surroundings
from services.intake.adapters.roster_template import EXAMPLES, FORM, HELP, WORDS, template, words_of
from services.intake.form.body import ApplicationForm
from services.intake.form.checks import FormContext, flaws_in
from services.intake.handlers.roster_surroundings import unions_by_name
from tests.unit.intake.sheets.test_surroundings import caller
from tests.unit.intake.test_papers import LAW, TODAY

AROUND = Surroundings(
    today=TODAY, union=unions_by_name(organisation.default(), caller("44")), items_at=lambda _: ("hukou",)
)


def opened() -> Any:
    return openpyxl.load_workbook(BytesIO(template()))


def saved(book: Any) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_the_template_has_every_column_and_no_household() -> None:
    sheet = roster_reader.read(template())
    assert tuple(sheet.columns[place] for place in range(len(FORM))) == FORM
    assert (sheet.rows, sheet.titles) == ([], [])


def test_it_is_the_same_each_time() -> None:
    assert template.__wrapped__() == template()


def test_its_example_is_two_applications_without_flaw() -> None:
    book = opened()
    del book[SHEET]
    context = FormContext(
        today=TODAY, organisations=organisation.default(), scope="44", previous_has_ended=True, law=LAW
    )
    for row in roster_reader.read(saved(book)).rows:
        read = body_of(row, {}, AROUND)
        form = ApplicationForm.model_validate(read.body)
        assert (read.flaws, flaws_in(form, context)) == ([], [])


def test_every_column_is_explained_in_a_line() -> None:
    lines = [[cell.value or "" for cell in row] for row in opened()[HELP].iter_rows(min_row=2)]
    assert [line[0] for line in lines] == [column.header for column in COLUMNS]
    assert all(line[2] and "\n" not in line[2] for line in lines)
    assert sum(line[1] == "是" for line in lines if not line[0].startswith("成员")) == 10


CHOICES = [column for column in COLUMNS if column.kind in ("flag", "code", "impairment", "area")]


@pytest.mark.parametrize("column", CHOICES, ids=[column.header for column in CHOICES])
def test_every_word_of_a_drop_down_list_is_read(column: Column) -> None:
    for word in words_of(column):
        value(column, Cell("text", word))


def test_lists_stand_at_their_columns() -> None:
    book = opened()
    by_place = {str(rule.sqref).split(":")[0]: rule for rule in book[SHEET].data_validations.dataValidation}
    for place, column in enumerate(FORM):
        rule = by_place.get(f"{openpyxl.utils.get_column_letter(place + 1)}2")
        if column not in CHOICES:
            assert rule is None or rule.type is None or rule.type == "none"
            continue
        assert rule is not None
        assert offered(book, rule.formula1) == words_of(column)


def offered(book: Any, formula: str) -> list[str]:
    if formula.startswith('"'):
        return formula.strip('"').split(",")
    first, last = formula.partition("!")[2].replace("$", "").split(":")
    return [row[0].value for row in book[WORDS][f"{first}:{last}"]]


def test_the_example_is_of_nobody() -> None:
    """The county code 440590 is assigned to nobody."""
    at = next(place for place, column in enumerate(COLUMNS) if column.field == "members.0.id_number")
    numbers = [row[at].value for row in opened()[EXAMPLES].iter_rows(min_row=2)]
    assert len(numbers) == 2
    assert all(number.startswith("440590") for number in numbers)
