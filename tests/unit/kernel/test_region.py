"""Region codes."""

import pytest

from kernel.region import InvalidIdentifier, parse, prefecture_of, province_of


def test_a_region_is_six_digits_of_which_province_and_prefecture_are_the_front() -> None:
    assert parse(" ４４0507 ") == "440507"
    assert province_of("440507") == "44"
    assert prefecture_of("440507") == "4405"


@pytest.mark.parametrize("text", ["", "4405", "4405071", "44050a", "44٠507", "44 507"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidIdentifier) as refused:
        parse(text)
    assert refused.value.code == "region.format"
