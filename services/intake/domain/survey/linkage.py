"""Record linkage by token, never by likeness: whose file or application a row speaks of."""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

Kind = Literal["nobody", "file", "elsewhere", "split"]


class Holder(Struct, frozen=True):
    """An open file that claims somebody of the row; only those that the importer may see."""

    household: str
    org_path: str
    applicant: str
    claims: frozenset[str]


class Match(Struct, frozen=True):
    """`households`: of which the row speaks; none where it is somebody new."""

    kind: Kind
    households: tuple[str, ...] = ()


def match(members: tuple[str, ...], org_path: str, holders: Iterable[Holder]) -> Match:
    """A file is the row's when the applicant of the one is in the other: who merely moved in from another family
    applies with their own, and the opening settles whose they are (docs/domain.md#overlap).
    """
    own = [one for one in holders if members[0] in one.claims or one.applicant in members]
    households = tuple(sorted(one.household for one in own))
    if not own:
        return Match("nobody")
    if len(own) > 1:
        return Match("split", households)
    return Match("file" if own[0].org_path == org_path else "elsewhere", households)


def holders_of(members: Iterable[str], claims: Mapping[str, str], files: Mapping[str, tuple[str, str]]) -> list[Holder]:
    """`claims`: person to household; `files`: household to (org_path, applicant)."""
    by_household: dict[str, set[str]] = {}
    for member in members:
        if (household := claims.get(member)) is not None and household in files:
            by_household.setdefault(household, set()).add(member)
    return [Holder(household, *files[household], frozenset(persons)) for household, persons in by_household.items()]
