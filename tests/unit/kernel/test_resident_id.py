"""Resident ID numbers: what passes, what each refusal is called, and what the check digit catches."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.resident_id import InvalidIdentifier, ResidentId, check_digit, mask, parse, to_18

TODAY = date(2026, 11, 2)

days = st.dates(date(1900, 1, 1), TODAY)
digits = st.text("0123456789", min_size=3, max_size=3)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    seventeen = f"990101{draw(days):%Y%m%d}{draw(digits)}"
    return seventeen + check_digit(seventeen)


def refusal(text: str, today: date = TODAY) -> str:
    with pytest.raises(InvalidIdentifier) as refused:
        parse(text, today)
    return refused.value.code


def test_the_example_of_the_standard_passes_with_all_its_parts() -> None:
    assert parse("11010519491231002X", TODAY) == ResidentId(
        number="11010519491231002X", legacy=False, birth_date=date(1949, 12, 31), sex="F", county="110105"
    )


def test_an_odd_sequence_number_is_a_man() -> None:
    assert parse("440524188001010014", date(1999, 1, 1)) == ResidentId(
        number="440524188001010014", legacy=False, birth_date=date(1880, 1, 1), sex="M", county="440524"
    )


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        "  11010519491231002X\t",
        "１１０１０５１９４９１２３１００２Ｘ",
        "\u300011010519491231002ｘ\u00a0",
        "'11010519491231002X",
        "\ufeff11010519491231002X\u200b",
        "110105 19491231 002X",
        "110105\u200b194912\u3000310 02x",
        "\u202a11010519491231002X\u202c",
    ],
)
def test_traces_of_keyboard_and_spreadsheet_are_taken_away(typed: str) -> None:
    assert parse(typed, TODAY) == parse("11010519491231002X", TODAY)


def test_a_15_digit_number_comes_to_18_with_century_19() -> None:
    assert parse("990101700101123", TODAY) == ResidentId(
        number=to_18("990101700101123"), legacy=True, birth_date=date(1970, 1, 1), sex="M", county="990101"
    )
    assert to_18("990101700101123")[:17] == "99010119700101123"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "id_number.length"),
        ("11010519491231002", "id_number.length"),
        ("11010519491231002Y", "id_number.characters"),
        ("1101051949123100XX", "id_number.characters"),
        ("11010519491231００²X", "id_number.characters"),
        ("1101051949123100٣X", "id_number.characters"),
        ("11010549123100X", "id_number.characters"),
        ("110105199002300025", "id_number.date"),
        ("110105000001010025", "id_number.date"),
        ("110105900230002", "id_number.date"),
        ("110105194912310021", "id_number.check_digit"),
        ("440524188001010014", "id_number.age"),
    ],
)
def test_each_fault_has_its_code(typed: str, code: str) -> None:
    assert refusal(typed) == code


def test_an_id_number_with_a_birthday_in_the_future_is_refused() -> None:
    born = TODAY + timedelta(days=1)
    seventeen = f"990101{born:%Y%m%d}001"

    assert refusal(seventeen + check_digit(seventeen)) == "id_number.date"
    assert parse(seventeen + check_digit(seventeen), born).birth_date == born


def test_the_day_before_the_131st_birthday_is_the_last_that_passes() -> None:
    seventeen = "99010118960229001"
    number = seventeen + check_digit(seventeen)

    assert parse(number, date(2027, 2, 28)).birth_date == date(1896, 2, 29)
    assert refusal(number, date(2027, 3, 1)) == "id_number.age"


def test_a_foreign_permanent_resident_and_an_unassigned_county_pass() -> None:
    seventeen = "93110519800101001"
    assert parse(seventeen + check_digit(seventeen), TODAY).county == "931105"


def test_a_refusal_and_a_printed_value_hold_no_personal_datum() -> None:
    with pytest.raises(InvalidIdentifier) as refused:
        parse("110105194912310021", TODAY)

    assert str(refused.value) == "id_number.check_digit"
    assert repr(parse("11010519491231002X", TODAY)) == "ResidentId('1101**********002X')"


def test_a_mask_hides_the_birth_date_and_hides_what_is_no_number_whole() -> None:
    assert mask("11010519491231002X") == "1101**********002X"
    assert mask("12345") == "*****"


@given(numbers())
def test_a_made_number_passes_and_parsing_it_again_changes_nothing(number: str) -> None:
    parsed = parse(number, TODAY)
    assert parsed.number == number
    assert parse(parsed.number, TODAY) == parsed


@given(numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_every_single_substitution_is_caught(number: str, place: int, character: str) -> None:
    changed = number[:place] + character + number[place + 1 :]
    if changed != number:
        assert refusal(changed) in {"id_number.characters", "id_number.date", "id_number.check_digit"}


@given(numbers(), st.integers(0, 16))
def test_every_swap_of_neighbours_is_caught(number: str, place: int) -> None:
    changed = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if changed != number:
        assert refusal(changed) in {"id_number.characters", "id_number.date", "id_number.check_digit"}


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)), digits)
def test_the_old_and_the_new_number_of_a_person_come_out_the_same(born: date, sequence: str) -> None:
    seventeen = f"990101{born:%Y%m%d}{sequence}"
    new = parse(seventeen + check_digit(seventeen), TODAY)
    old = parse(f"990101{born:%y%m%d}{sequence}", TODAY)
    assert (old.number, old.birth_date, old.sex, old.legacy) == (new.number, born, new.sex, True)


@given(st.text(max_size=20))
def test_any_text_is_either_a_number_or_refused_by_code(text: str) -> None:
    assert outcome(text) in {"passed", *(f"id_number.{part}" for part in PARTS)}


PARTS = ("length", "characters", "date", "check_digit", "age")


def outcome(text: str) -> str:
    try:
        parse(text, TODAY)
    except InvalidIdentifier as refused:
        return refused.code
    return "passed"
