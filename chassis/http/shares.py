"""Fair shares: how much of one thing each address, subject and organisation may take, so that nobody takes all.

Places for requests and bytes of bodies are counted so. Addresses alone would not do: one token can be used from many. A
stranger is who has shown no token (an agency, a prober, or anybody); half of everything stays for those who have.
"""

from collections import Counter
from typing import Final, NamedTuple

from chassis.http.principal import Principal

OF_ONE_ADDRESS: Final = 2
"""One address gets at most the half."""
OF_ONE_SUBJECT: Final = 4
"""One token's subject a quarter, from wherever it calls."""
OF_ONE_ORGANISATION: Final = 2
"""All subjects of one organisation the half."""
OF_STRANGERS: Final = 2
"""So do all strangers together."""
OF_ONE_STRANGER: Final = 8
"""A stranger's address gets an eighth."""

SHARES: Final = "jiekun.shares"
"""In the scope of a request: the shares that it takes of."""


class Share(NamedTuple):
    """`of` of the whole, taken by all who have this name; `code` is that of the error table for who wants more."""

    name: tuple[str, str]
    of: int
    code: str = "too_much_at_once"

    def is_held_by(self, shares: "tuple[Share, ...]") -> bool:
        return self is ALL or self in shares


ALL: Final = Share(("all", ""), 1, "overloaded")
"""Everybody's."""


def shares_of(peer: str, caller: Principal | None) -> tuple[Share, ...]:
    """An address has one share for what comes with a token, and another for what comes without.

    The last two say whose it is, from near and from afar.
    """
    if caller is None:
        return (
            Share(("stranger", peer), OF_ONE_STRANGER),
            Share(("strangers", ""), OF_STRANGERS, "overloaded"),
        )
    return (
        Share(("address", peer), OF_ONE_ADDRESS),
        Share(("subject", caller.subject.casefold()), OF_ONE_SUBJECT),
        Share(("organisation", caller.org_path), OF_ONE_ORGANISATION),
    )


def part(most: int, of: int) -> int:
    """Never none at all."""
    return max(1, most // of)


class Shares:
    """Owned by the event loop: no lock."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.all = 0
        self._of: Counter[tuple[str, str]] = Counter()

    def refusal(self, shares: tuple[Share, ...], more: int) -> str | None:
        """Why `more` cannot be had now; None when it can."""
        lacking = self.lacking(shares, more)
        return lacking.code if lacking is not None else None

    def lacking(self, shares: tuple[Share, ...], more: int) -> Share | None:
        """The share that `more` would be too much of."""
        for share in shares:
            if self._of[share.name] + more > part(self.most, share.of):
                return share
        return ALL if self.all + more > self.most else None

    def take(self, shares: tuple[Share, ...], amount: int) -> None:
        self.all += amount
        for share in shares:
            self._of[share.name] += amount
            if not self._of[share.name]:
                del self._of[share.name]

    def give_back(self, shares: tuple[Share, ...], amount: int) -> None:
        self.take(shares, -amount)
