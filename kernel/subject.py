"""Identity of who acts: the name that a token's issuer knows a person by, and when two such names are one person's.

One rule for every pair of duties that must lie apart and for all that is limited per person: an issuer that writes
`Chen` today and `chen` tomorrow makes nobody a second pair of eyes.
"""

from collections.abc import Iterable


def key(subject: str) -> str:
    """The same for each spelling of one person's name."""
    return subject.casefold()


def is_same(one: str, other: str) -> bool:
    return key(one) == key(other)


def is_among(by: str, people: Iterable[str]) -> bool:
    return any(is_same(by, person) for person in people)
