"""Region codes."""

import pytest

from kernel.region import InvalidIdentifier, parse


def test_a_region_is_six_digits_however_wide_they_are_written() -> None:
    assert parse(" ４４0507 ") == "440507"


@pytest.mark.parametrize("text", ["", "4405", "4405071", "44050a", "44٠507", "44 507"])
def test_a_text_that_is_no_region_code_is_refused(text: str) -> None:
    with pytest.raises(InvalidIdentifier) as refused:
        parse(text)
    assert refused.value.code == "region.format"
