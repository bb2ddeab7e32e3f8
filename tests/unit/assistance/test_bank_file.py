"""What is written into the bank file."""

import pytest

from services.assistance.handlers.bank_file import text


@pytest.mark.parametrize("said", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_name_that_a_spreadsheet_would_take_for_a_formula_stays_text(said: str) -> None:
    assert text(said) == f"'{said}"


def test_a_name_that_is_no_formula_is_written_as_it_was_said() -> None:
    assert [text(said) for said in ("", "测试甲", "A=B")] == ["", "测试甲", "A=B"]
