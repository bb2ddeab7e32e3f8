"""Households walked through the whole way, a stage at a time: each is what one person does, or one day that comes.

After each stage everything is quiet. What people know by then (ids) stands in `Journey.known`.
"""

from datetime import datetime
from typing import Any

from agencies.people.places import CITY_FEDERATION
from agencies.population import Household, Population
from kernel.calendar import business_date
from portal.callers import Caller, person
from portal.client import Portal
from tests.faults.each_call.house import House
from tests.faults.each_call.people import FIRST

CITY = CITY_FEDERATION
FOUNDER, CLOSER, TAKER, BOOKER = (person("finance", CITY, duty) for duty in ("founder", "closer", "taker", "booker"))

TERMS = {"amount": "500.00", "first": "2026-11-01", "last": "2026-11-30"}
"""Of every act of aid."""


class Journey:
    def __init__(self, house: House, portal: Portal, population: Population) -> None:
        self.house, self.portal = house, portal
        self.people = {household.number: household for household in population.households}
        self.known: dict[str, Any] = {"acknowledged": []}

    @property
    def first(self) -> Household:
        return self.people[FIRST]

    def id(self, number: str = FIRST) -> str:
        return str(self.known[number])

    def post(self, service: str, path: str, caller: Caller, body: Any, seen: int | None = None) -> Any:
        return self.portal.post(service, path, caller, body, seen)

    def at_union(self, role: str, number: str = FIRST) -> Caller:
        return person(role, self.people[number].union)

    def today(self) -> str:
        return business_date(self.house.clock.now()).isoformat()

    def enter(self, number: str, household: str) -> None:
        """The application was acknowledged under this id."""
        self.known |= {number: household, "acknowledged": [*self.known["acknowledged"], household]}

    def wait_for(self, service: str, kind: str) -> None:
        """Business time is that of the first such timer."""
        ((due,),) = self.house.storage.rows(service, "SELECT min(due) FROM timers WHERE kind = %s", (kind,))
        self.wait_until(due)

    def wait_until(self, due: datetime) -> None:
        """An operator who cannot write the clock's file tries again."""
        while self.house.clock.now() < due:
            try:
                self.house.move_clock(due)
            except OSError:
                continue
