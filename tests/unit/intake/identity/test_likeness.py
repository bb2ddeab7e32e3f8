"""Which two households are proposed to a person, and why: one row for each kind of likeness."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chassis.vault.ciphers import token
from contracts.intake import Details
from kernel.resident_id import check_digit
from services.intake.domain.events import IdentityMarked, Signal
from services.intake.domain.identity.likeness import Likeness, likeness
from services.intake.domain.identity.marks import marks_of, one_digit_left_out, sought_by
from tests.unit.intake.situations import details, member

NUMBER = "440590198501010014"


def number(seventeen: str) -> str:
    return seventeen + check_digit(seventeen)


def household(token_: str, account: str = "account:1", phone: str = "19900000001", **person: Any) -> IdentityMarked:
    known = details(member(token_, **person))
    contact = type(known.contact)(phone, "")
    return _marks(Details(**{**{f: getattr(known, f) for f in known.__struct_fields__}, "contact": contact}), account)


def _marks(known: Details, account: str) -> IdentityMarked:
    people = tuple(one.token for one in known.members)
    return marks_of(known, people, account, lambda kind, value: token(b"pepper", kind, value))


def between(one: IdentityMarked, other: IdentityMarked) -> Likeness:
    return likeness(one, other, frozenset(sought_by(one)) & frozenset(sought_by(other)))


def another(**changes: Any) -> IdentityMarked:
    """Nothing in common with the first unless said."""
    apart: dict[str, Any] = {
        "account": "account:2",
        "phone": "19900000002",
        "name": "林另人",
        "id_number": number("44059219770317128"),
        "birth_date": member("b").birth_date.replace(year=1977),
    }
    return household("b", **apart | changes)


FIRST = household("a", id_number=NUMBER)
MISTYPED = number("44059019850101008")
"""One digit of the sequence, and the check digit made to fit."""
SWAPPED = number("44059019850110001")
BIRTH = {"birth_date": member("a").birth_date}
NAME = {"name": "陈测试"}
PHONE = {"phone": "19900000001"}
ACCOUNT = {"account": "account:1"}

CASES: list[tuple[str, dict[str, Any], list[str], bool, bool]] = [
    ("nothing in common", {}, [], False, False),
    ("a number but for one digit", {"id_number": MISTYPED}, ["number"], False, False),
    ("two neighbours in another order", {"id_number": SWAPPED, **NAME}, ["number", "name"], True, True),
    ("a mistyped number and the name", {"id_number": MISTYPED, **NAME}, ["number", "name"], True, True),
    ("a mistyped number and the phone", {"id_number": MISTYPED, **PHONE}, ["number", "phone"], True, False),
    ("name and day of birth", {**NAME, **BIRTH}, ["name_and_birth"], True, False),
    ("the same written with a space", {"name": "陈 测试", **BIRTH}, ["name_and_birth"], True, False),
    ("name, day of birth and phone", {**NAME, **BIRTH, **PHONE}, ["name_and_birth", "phone"], True, True),
    ("a phone", PHONE, ["phone"], False, False),
    ("a name", NAME, [], False, False),
    ("an account", ACCOUNT, ["account"], True, False),
    ("an account and a phone", {**ACCOUNT, **PHONE}, ["account", "phone"], True, False),
    ("all", {"id_number": MISTYPED, **NAME, **BIRTH, **PHONE, **ACCOUNT},
     ["number", "name_and_birth", "account", "phone"], True, True),
]  # fmt: skip


@pytest.mark.parametrize(("said", "other", "why", "proposed", "urgent"), CASES, ids=[case[0] for case in CASES])
def test_what_two_households_share_is_weighed(
    said: str, other: dict[str, Any], why: list[str], proposed: bool, urgent: bool
) -> None:
    found = between(FIRST, another(**other))
    assert [signal.kind for signal in found.signals] == why
    assert (found.is_proposed, found.is_urgent) == (proposed, urgent)
    assert between(another(**other), FIRST) == found, "whichever is looked at first"


def test_a_person_who_is_in_both_is_no_near_duplicate() -> None:
    assert between(FIRST, household("a", id_number=NUMBER)).signals == ()


def test_a_mark_that_many_share_says_nothing() -> None:
    other = another(**ACCOUNT)
    assert likeness(FIRST, other, frozenset()).signals == ()


def test_the_reasons_name_the_two_persons() -> None:
    found = between(FIRST, another(id_number=MISTYPED, **NAME))
    assert found.signals == (Signal("number", ("a", "b")), Signal("name", ("a", "b")))


def test_the_marks_of_one_kind_are_those_of_no_other() -> None:
    marks = [*FIRST.people[0].near, FIRST.people[0].name, FIRST.people[0].name_birth, FIRST.phone, FIRST.account]
    assert len(set(marks)) == len(marks)
    assert all(text not in "".join(marks) for text in (NUMBER[:12], "19900000001"))


DIGITS: Callable[[], Any] = lambda: some.text("0123456789", min_size=17, max_size=17)  # noqa: E731


@given(DIGITS(), some.integers(0, 16), some.integers(1, 9))
def test_one_mistyped_digit_at_any_place_is_met(seventeen: str, place: int, by: int) -> None:
    wrong = seventeen[:place] + str((int(seventeen[place]) + by) % 10) + seventeen[place + 1 :]
    assert one_digit_left_out(number(seventeen)) & one_digit_left_out(number(wrong))


@given(DIGITS(), some.integers(0, 15))
def test_two_neighbours_that_changed_places_are_met(seventeen: str, place: int) -> None:
    swapped = seventeen[:place] + seventeen[place + 1] + seventeen[place] + seventeen[place + 2 :]
    assert one_digit_left_out(number(seventeen)) & one_digit_left_out(number(swapped))
