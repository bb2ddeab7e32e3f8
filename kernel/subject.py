"""The subject of a token, as a person: one person is one, however an issuer writes the case of the name.

Where two people are asked for, a name in other letters' case would otherwise be the second. How else a name could pass
for another is refused where tokens are read (`chassis.http.auth`).
"""

from collections.abc import Iterable


def is_same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def is_among(person: str, people: Iterable[str]) -> bool:
    return any(is_same(person, other) for other in people)
