"""What the people of a demo remember: which household is whose application, and what they did already."""

import threading
from dataclasses import dataclass
from datetime import date

from agencies.population import Household, Population
from portal.callers import Caller


@dataclass(frozen=True)
class Refusal:
    """`about`: the household's id or number, else the piece of work."""

    about: str
    reason: str


class Book:
    """The population's households by their number, and by the id that intake gave them; safe to share."""

    def __init__(self, population: Population) -> None:
        self.by_number = {household.number: household for household in population.households}
        self.ids: dict[str, str] = {}  # number -> household id
        self.members: dict[str, list[str]] = {}  # as applied, of those who lost one since
        self.funds: dict[str, str] = {}  # city federation -> its fund
        self.followed_since: dict[str, date] = {}  # household id -> first day of the first month to be visited
        self._by_id: dict[str, Household] = {}
        self._brought_in_by: dict[str, Caller] = {}  # household id -> the portal that speaks for it
        self._done: set[tuple[str, str]] = set()
        self.refusals: list[Refusal] = []
        self._lock = threading.Lock()

    def enter(self, number: str, household_id: str, by: Caller) -> None:
        with self._lock:
            self._brought_in_by[household_id] = by
            self.ids[number] = household_id
            self._by_id[household_id] = self.by_number[number]

    def not_entered(self) -> list[Household]:
        return [household for number, household in self.by_number.items() if number not in self.ids]

    def of(self, household_id: str) -> Household | None:
        """None for a household that is not of this population: somebody else applied."""
        return self._by_id.get(household_id)

    def brought_in_by(self, household_id: str) -> Caller:
        """Who speaks for a household of this population; no other portal may."""
        return self._brought_in_by[household_id]

    def walks(self, household_id: str, walk: str) -> bool:
        known = self.of(household_id)
        return known is not None and known.expected.walk == walk

    def first_time(self, what: str, about: str) -> bool:
        """True once for each pair: whoever gets it does it."""
        with self._lock:
            if (what, about) in self._done:
                return False
            self._done.add((what, about))
            return True

    def refused(self, piece: str, about: str, reason: str) -> None:
        """Somebody could not do a piece of work: it is told at the end, and nobody tries the very same again."""
        with self._lock:
            self._done.add(("refused", piece))
            self.refusals.append(Refusal(about, reason))

    def was_refused(self, piece: str) -> bool:
        return self.did("refused", piece)

    def refusals_about(self, household: str) -> list[str]:
        return [one.reason for one in self.refusals if one.about == household]

    def did(self, what: str, about: str) -> bool:
        return (what, about) in self._done
