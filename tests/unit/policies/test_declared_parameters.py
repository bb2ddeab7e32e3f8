"""Which parameters can be set where: those of the documents that hold there, and each value that they can read."""

import pytest

from kernel.answer_ages import AGES, MISSING
from kernel.answer_terms import ANSWER_TERMS, REMINDED_BEFORE
from kernel.task_terms import TASK_TERMS
from kernel.visits import VISIT_BEFORE_APPROVING
from policies.errors import FactError
from policies.parameters import settable as declared
from tests.support.parameters import BOOK

SHANTOU = {
    "dibao_line",
    "exit_months",
    "exit_measure",
    "relief_ratio",
    "notice_working_days",
    "helper_days",
    "recheck_months",
    "contact_attempts",
    "import_stop_rows",
    "import_stop_percent",
    "notice_sheets_min",
    *TASK_TERMS,
    VISIT_BEFORE_APPROVING,
    *AGES,
    *MISSING,
    *ANSWER_TERMS,
    REMINDED_BEFORE,
}


@pytest.mark.parametrize("place", ["44", "4405", "440507"])
def test_a_province_can_set_what_the_documents_of_its_places_name(place: str) -> None:
    assert set(declared.in_place(place)) == SHANTOU | set(declared.CAPS) | set(declared.CLOSINGS)


def test_where_no_document_holds_yet_every_documents_parameters_can_be_set() -> None:
    assert set(declared.in_place("110101")) >= SHANTOU | {"low_income_standard", "dibao_marginal_ratio"}


def test_every_sample_value_is_one_that_its_documents_can_read() -> None:
    asked = [(entry, place) for entry in BOOK.entries for place in entry.regions]
    assert [declared.kind_of(entry.name, place, entry.value) for entry, place in asked] == [e.kind for e, _ in asked]


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("dibao_lines", "900.00", "fact.unknown_name"),
        ("low_income_standard", "900.00", "fact.unknown_name"),
        ("dibao_line", "900.001", "fact.money_places"),
        ("dibao_line", "0.00", "fact.range"),
        ("dibao_line", "-1.00", "fact.range"),
        ("exit_months", "6", "fact.type"),
        ("exit_measure", "wealth", "fact.code"),
        ("relief_ratio", "11", "fact.range"),
        ("notice_working_days", 0, "fact.range"),
        ("notice_working_days", "5.00", "fact.type"),
    ],
)
def test_a_name_or_value_that_no_document_there_can_read_is_refused(name: str, value: str | int, code: str) -> None:
    with pytest.raises(FactError) as refused:
        declared.kind_of(name, "440507", value)
    assert (refused.value.name, refused.value.code) == (name, code)


def test_any_parameter_can_be_unset_again() -> None:
    assert declared.kind_of("dibao_line", "440507", None) == "money"
