"""Fair shares: how much of one thing all callers, all strangers and each address may take, so that nobody takes all.

Places for requests and bytes of bodies are counted so. A stranger is who has shown no token (an agency, a prober, or
anybody); half of everything stays for those who have.
"""

from collections import Counter
from typing import Final

OF_ONE_ADDRESS: Final = 2
"""One address gets at most the half."""
OF_STRANGERS: Final = 2
"""So do all strangers together."""
OF_ONE_STRANGER: Final = 8
"""A stranger's address gets an eighth."""


def part(most: int, of: int) -> int:
    """Never none at all."""
    return max(1, most // of)


class Shares:
    """Owned by the event loop: no lock. A refusal is a code of the error table."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.all = 0
        self._strangers = 0
        self._of: Counter[tuple[str, bool]] = Counter()

    def refusal(self, peer: str, stranger: bool, more: int) -> str | None:
        """Why `more` cannot be had now; None when it can."""
        share = part(self.most, OF_ONE_STRANGER if stranger else OF_ONE_ADDRESS)
        if self._of[peer, stranger] + more > share:
            return "too_much_at_once"
        if self.all + more > self.most or (stranger and self._strangers + more > part(self.most, OF_STRANGERS)):
            return "overloaded"
        return None

    def take(self, peer: str, stranger: bool, amount: int) -> None:
        self.all += amount
        self._strangers += amount if stranger else 0
        self._of[peer, stranger] += amount
        if not self._of[peer, stranger]:
            del self._of[peer, stranger]

    def give_back(self, peer: str, stranger: bool, amount: int) -> None:
        self.take(peer, stranger, -amount)
