"""Identity of who acts: the name that a token's issuer knows a person by, and when two such names are one person's.

One rule for every pair of duties that must lie apart and for all that is limited per person: an issuer that writes
`Chen` today and `chen` tomorrow makes nobody a second pair of eyes.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final


def key(subject: str) -> str:
    """The same for each spelling of one person's name."""
    return subject.casefold()


def is_same(one: str, other: str) -> bool:
    return key(one) == key(other)


def is_among(by: str, people: Iterable[str]) -> bool:
    return any(is_same(by, person) for person in people)


def is_one_name(subject: str) -> bool:
    """One person is one text, and no text looks like another's or like a name of ours.

    So that who signs twice cannot come as two by a blank, a compatibility form or a letter of another alphabet.
    """
    return (
        0 < len(subject) <= 255
        and subject.isprintable()
        and subject == subject.strip()
        and subject == unicodedata.normalize("NFKC", subject)
        and not _COLON_LOOKALIKES.intersection(subject)
        and is_a_person(subject)
        and not (":" in subject and any(_passes_for_latin(letter) for letter in subject.partition(":")[0]))
    )


def is_a_person(actor: str) -> bool:
    """Not one of our services, a sender of messages or a tool."""
    return _OURS.match(actor) is None


_OURS: Final = re.compile(r"\s*(system|agency|operator)\s*:", re.IGNORECASE)
"""How events name a service of ours, a sender of messages and a tool as their actor: no person's name begins so."""
_COLON_LOOKALIKES: Final = frozenset(
    "\u02d0\u02f8\u0589\u05c3\u0703\u0704\u0903\u0a83\u1803\u1809\u205a\u2236\ua4fd\ua789"
)
"""What is read as `:` and is none (those of the Unicode confusables that NFKC leaves as they are)."""
_TAKEN_FOR_LATIN: Final = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "LISU", "COPTIC")
"""Alphabets whose letters pass for Latin ones: before a colon none but plain Latin stands."""


def _passes_for_latin(letter: str) -> bool:
    """Before a colon, where our own names stand, one such letter makes `system` of what is not."""
    return not letter.isascii() and unicodedata.name(letter, "").startswith(_TAKEN_FOR_LATIN)
