"""A person is in one open file at most: intake's events, its claims and the ledger's files say the same."""

from collections.abc import Iterator

from checks.given import Given
from checks.report import Problem, found

_FILES = "SELECT m.person, m.household FROM file_members m JOIN files f USING (household) WHERE f.closed_on IS NULL"

Pairs = set[tuple[str, str]]


def problems(given: Given) -> Iterator[Problem]:
    claims: Pairs = set(given.storage.rows("intake", "SELECT person, household FROM claims"))
    files: Pairs = set(given.storage.rows("ledger", _FILES))
    opened, twice = _open_files(given)
    yield from found("a person was taken into a second open file", twice, "doubled")
    if given.settled_at is None:  # the three were read at three moments
        return
    yield from found("intake's claims are not the members of its open files", _pairs(claims ^ opened))
    yield from found("the ledger's open files are not intake's", _pairs(files ^ opened))


def _open_files(given: Given) -> tuple[Pairs, list[str]]:
    """(person, household) of all open files, and where a person was in one already."""
    holder: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    twice = []
    for fact in given.facts("intake", "FileOpened", "FileChanged", "FileClosed"):
        for person in members.pop(fact.subject, ()):  # what a file says now is all that it holds
            if holder.get(person) == fact.subject:
                del holder[person]
        if fact.name == "FileClosed":
            continue
        members[fact.subject] = fact.data["members"]
        for person in fact.data["members"]:
            if (other := holder.setdefault(person, fact.subject)) != fact.subject:
                twice.append(f"{person} in {other} and {fact.subject}")
    return set(holder.items()), twice


def _pairs(pairs: Pairs) -> Iterator[str]:
    return (f"{person} in {household}" for person, household in sorted(pairs))
