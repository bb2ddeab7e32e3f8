"""Unified social credit codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.credit_code import ALPHABET, InvalidIdentifier, check_character, parse

codes = st.text(ALPHABET, min_size=17, max_size=17).map(lambda text: text + check_character(text))


def refusal(text: str) -> str:
    with pytest.raises(InvalidIdentifier) as refused:
        parse(text)
    return refused.value.code


def test_the_example_of_the_standard_passes() -> None:
    assert parse("91350100M000100Y43") == "91350100M000100Y43"


def test_small_letters_full_width_and_spaces_are_normalised() -> None:
    assert parse(" ９１350100m000100y43　") == "91350100M000100Y43"


def test_a_code_may_begin_with_a_letter() -> None:
    seventeen = "N1990101MA0000000"
    assert parse(seventeen + check_character(seventeen)) == seventeen + check_character(seventeen)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("91350100M000100Y4", "credit_code.length"),
        ("91350100M0001O0Y43", "credit_code.characters"),
        ("91350100M000100Y4I", "credit_code.characters"),
        ("91350100M000100Y44", "credit_code.check_character"),
    ],
)
def test_each_fault_has_its_code(text: str, code: str) -> None:
    assert refusal(text) == code


@given(codes, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_every_single_substitution_is_caught(code: str, place: int, character: str) -> None:
    changed = code[:place] + character + code[place + 1 :]
    if changed != code:
        assert refusal(changed) == "credit_code.check_character"


@given(codes)
def test_a_made_code_passes_in_small_letters_too(code: str) -> None:
    assert parse(code.lower()) == code
