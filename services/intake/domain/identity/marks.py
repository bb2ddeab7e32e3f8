"""Blind index: keyed tokens of what two records of one person or family have in common although their numbers differ.

Each kind of mark is a token under a purpose of its own, so that a name's cannot be held against a phone's. Numbers are
compared with one digit left out: two that share such a rest differ in one digit, or in two neighbours that changed
places. The check digit is left out of all: a slip of the pen that leaves it as it was never passes the form's door, so
a number that was mistyped and taken (of 15 digits, or with a check digit made to fit) has another one.
"""

import unicodedata
from collections.abc import Callable
from typing import Final

from contracts.intake import Details, Member
from services.intake.domain.events import IdentityMarked, PersonMarks

Token = Callable[[str, str], str]
"""The vault's: (kind, value) -> token."""

KEPT: Final = 16
"""Hexadecimal digits of a token that are kept: 64 bits tell a hundred million marks apart."""


def sought_by(marks: IdentityMarked) -> tuple[str, ...]:
    """The marks under which others are found; a name alone is shared by too many."""
    of_people = {mark for each in marks.people for mark in (*each.near, each.name_birth)}
    return tuple(sorted(of_people | {marks.phone, marks.account}))


def found_by(marks: IdentityMarked) -> tuple[str, ...]:
    """All under which the household is kept; by a name a person looks for it, and no rule does."""
    return tuple(sorted({*sought_by(marks), *(each.name for each in marks.people)}))


def marks_of(details: Details, members: tuple[str, ...], account: str, token: Token) -> IdentityMarked:
    """`account`: its token; `members`: those who are in the household by now."""

    def mark(kind: str, value: str) -> str:
        return _mark(token(kind, value))

    return IdentityMarked(
        people=tuple(_of_a_person(one, mark) for one in details.members if one.token in members),
        phone=mark("phone", details.contact.phone),
        account=mark("same_account", account),
    )


def name_token(name: str, token: Token) -> str:
    return token("name", _bare(name))


def mark_of_name(name: str, token: Token) -> str:
    return _mark(name_token(name, token))


def _mark(token: str) -> str:
    return token.rpartition(":")[2][:KEPT]


def _of_a_person(member: Member, mark: Token) -> PersonMarks:
    name = _bare(member.name)
    return PersonMarks(
        person=member.token,
        near=tuple(sorted({mark("number_less_one_digit", rest) for rest in one_digit_left_out(member.id_number)})),
        name=mark("name", name),
        name_birth=mark("name_and_birth", f"{name}\0{member.birth_date.isoformat()}"),
    )


def one_digit_left_out(number: str) -> set[str]:
    digits = number[:17]
    return {digits[:place] + digits[place + 1 :] for place in range(len(digits))}


def _bare(name: str) -> str:
    """As it is read: without spaces and dots, in one form."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in folded if character.isalnum())
