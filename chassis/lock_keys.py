"""Lock keys: what must not change under two at once, spelled `kind/name` and alike in every service.

Whoever decides on a guarded table, or writes to it, holds the keys of what it says, and reads only afterwards. A key is
a row of the store's table `locks` that stays; nothing is kept under it, so its spelling matters to running processes
alone.

See docs/decisions/0003-guards-are-keys-in-one-table.md.
"""

from kernel.subject import key


def person(token: str) -> str:
    return f"person/{token}"


def household(id: str) -> str:
    return f"household/{id}"


def account(token: str) -> str:
    return f"account/{token}"


def bill(token: str) -> str:
    return f"bill/{token}"


def report(id: str) -> str:
    return f"report/{id}"


def searcher(subject: str) -> str:
    return f"searcher/{key(subject)}"


def fund(id: str) -> str:
    return f"fund/{id}"
