"""What is written into the bank file."""

import io

import pytest
from python_calamine import CalamineWorkbook

from services.assistance.handlers.bank_file import workbook


def read(file: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("number", ["6222021602001234567", "0012345678901234567", "1" * 32])
def test_an_account_keeps_every_digit(number: str) -> None:
    """FAULTS B19."""
    assert read(workbook([("账号", number)])) == [["账号", number]]


@pytest.mark.parametrize("said", ["=1+1", "+86", "-1", "@SUM(A1)", "{=1}", "1234.50", "https://示例"])
def test_what_a_spreadsheet_would_take_for_a_formula_or_a_number_stays_text(said: str) -> None:
    """FAULTS B19."""
    assert read(workbook([("户名", said)])) == [["户名", said]]
