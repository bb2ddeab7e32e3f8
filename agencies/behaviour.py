"""How slow, absent-minded and wrong each agency is: read from a scenario file, decided by (seed, reference_id).

The same question meets the same fate in every run, after a restart, and at every retry.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from random import Random
from typing import Annotated

import msgspec
from msgspec import Meta

from agencies.delay import Delay, Fixed, days_later, due
from agencies.faults import BAD_COPIES, Fault
from kernel.calendar import add_working_days, opening_hour

Share = Annotated[float, Meta(ge=0, le=1)]
Days = Annotated[int, Meta(ge=0, le=1_000)]
CONTRADICTS_AFTER = timedelta(hours=1)
REORDERED_UP_TO_S = 0.5


class Outage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Down from 09:00 of a day to 09:00 of another, by business time; without `ends` for good.

    A day is a date, or so many working days after the first day of the scenario.
    """

    begins: Days | date = 0
    ends: Days | date | None = None

    def dated(self, first_day: date) -> Outage:
        return Outage(_dated(first_day, self.begins), None if self.ends is None else _dated(first_day, self.ends))

    def holds_at(self, instant: datetime) -> bool:
        assert isinstance(self.begins, date), "an outage is dated before it is asked"
        return opening_hour(self.begins) <= instant and (self.over_at is None or instant < self.over_at)

    @property
    def over_at(self) -> datetime | None:
        return opening_hour(self.ends) if isinstance(self.ends, date) else None


class Manner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One agency's manner.

    `faults`: fault -> its share of questions, 0 to 1, each decided by itself. `late_days`, `correct_after_days`:
    working days after the question. `bad_only`: after a bad copy no right one follows. `outages`: HTTP 503, and nothing
    leaves. `by_sheet`: it has no interface, and its clerk fills in what is brought.
    """

    delay: Delay = Fixed()
    faults: dict[Fault, Share] = {}
    late_days: Days = 30
    correct_after_days: Days = 20
    bad_only: bool = False
    outages: list[Outage] = []
    by_sheet: bool = False

    def is_out(self, now: datetime) -> bool:
        return any(outage.holds_at(now) for outage in self.outages)

    def acknowledges_not(self, now: datetime) -> bool:
        """Whether questions to it stay open, all or some, whoever waits for them."""
        return self.is_out(now) or self.faults.get(Fault.ERROR_IN_200, 0.0) > 0

    def leaves_at(self, moment: datetime) -> datetime | None:
        """A letter that is due in an outage leaves when it is over; None: never."""
        for outage in self.outages:
            if outage.holds_at(moment):
                return None if outage.over_at is None else self.leaves_at(outage.over_at)
        return moment


class Behaviour(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A scenario: `default` for all, `agencies` for single ones; `late_reports_after_days` is in working
    days after the first day (absent: late reports wait for `POST /reports/late`). `title`: 中文 · English."""

    title: str = ""
    seed: int = 0
    default: Manner = Manner()
    agencies: dict[str, Manner] = {}
    late_reports_after_days: int | None = None

    def of(self, agency: str) -> Manner:
        """A bureau of a place has the manner of its kind, unless the scenario says another."""
        return self.agencies.get(agency) or self.agencies.get(agency.partition("-")[0], self.default)

    def beginning(self, first_day: date) -> Behaviour:
        """With every outage dated."""

        def dated(manner: Manner) -> Manner:
            outages = [outage.dated(first_day) for outage in manner.outages]
            return msgspec.structs.replace(manner, outages=outages)

        return msgspec.structs.replace(
            self, default=dated(self.default), agencies={code: dated(one) for code, one in self.agencies.items()}
        )

    def strikes(self, fault: Fault, agency: str, reference_id: str) -> bool:
        share = self.of(agency).faults.get(fault, 0.0)
        return share > 0 and self._draw(agency, reference_id, fault.value).random() < share

    def _draw(self, agency: str, reference_id: str, what: str) -> Random:
        """Each decision by itself: changing one share leaves the others' fates as they were."""
        digest = hashlib.sha256(f"{self.seed}/{agency}/{reference_id}/{what}".encode()).digest()
        return Random(int.from_bytes(digest))


class Sending(msgspec.Struct, frozen=True):
    """One copy of an answer: `right`, `again` (the same message id), `twice` (a new one), or a fault's name."""

    copy: str
    due: datetime


class Plan(msgspec.Struct, frozen=True):
    """What becomes of one question: these copies, each when it is due (business time), `hold_s` (real) later."""

    copies: tuple[Sending, ...]
    hold_s: float = 0.0


def plan(behaviour: Behaviour, agency: str, reference_id: str, received: datetime) -> Plan:
    """`received` is business time."""
    manner = behaviour.of(agency)
    struck = {fault for fault in manner.faults if behaviour.strikes(fault, agency, reference_id)}
    draw = behaviour._draw(agency, reference_id, "delay")
    first = due(manner.delay, received, draw)
    if Fault.LATE in struck:
        first = days_later(received, manner.late_days)
    hold_s = draw.random() * REORDERED_UP_TO_S if Fault.REORDERED in struck else 0.0
    sendings = [] if Fault.SILENT in struck else _sendings(manner, struck, received, first, draw)
    leaving = ((sending.copy, manner.leaves_at(sending.due)) for sending in sendings)
    return Plan(tuple(Sending(copy, moment) for copy, moment in leaving if moment is not None), hold_s)


def _sendings(manner: Manner, struck: set[Fault], received: datetime, first: datetime, draw: Random) -> list[Sending]:
    bad = [Sending(fault.value, first) for fault in BAD_COPIES if fault in struck]
    if bad and manner.bad_only:
        return bad
    sendings = [*bad, Sending("right", first)]
    if Fault.TWICE in struck:
        sendings.append(Sending(draw.choice(("again", "twice")), first))
    if Fault.CONTRADICTORY in struck:
        sendings.append(Sending(Fault.CONTRADICTORY.value, first + CONTRADICTS_AFTER))
    if Fault.CORRECTED in struck:
        later = max(first + CONTRADICTS_AFTER, days_later(received, manner.correct_after_days))
        sendings.append(Sending(Fault.CORRECTED.value, later))
    return sendings


def _dated(first_day: date, day: int | date) -> date:
    return add_working_days(first_day, day) if isinstance(day, int) else day
