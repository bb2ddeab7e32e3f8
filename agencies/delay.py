"""How long an agency takes: a distribution, in working days (answers leave at 09:00) or in hours by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import exp, log
from random import Random
from typing import Annotated, Literal

from msgspec import Meta, Struct

from kernel.calendar import add_working_days, business_date, opening_hour

Unit = Literal["working_days", "hours"]
Amount = Annotated[float, Meta(ge=0, le=1_000)]
P95 = 1.6448536269514722
"""The 95th percentile of the standard normal distribution."""


class _Delay(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind"):
    unit: Unit = "working_days"


class Fixed(_Delay, frozen=True, kw_only=True, tag="fixed"):
    value: Amount = 0.0

    def drawn(self, draw: Random) -> float:
        return self.value


class Uniform(_Delay, frozen=True, kw_only=True, tag="uniform"):
    """From `fewest` to `most`, both included."""

    fewest: Amount = 0.0
    most: Amount

    def __post_init__(self) -> None:
        if self.most < self.fewest:
            raise ValueError("`most` is less than `fewest`")

    def drawn(self, draw: Random) -> float:
        if self.unit == "working_days":
            return draw.randint(round(self.fewest), round(self.most))
        return draw.uniform(self.fewest, self.most)


class Lognormal(_Delay, frozen=True, kw_only=True, tag="lognormal"):
    """As queues of people are: half within `p50`, all but one in twenty within `p95`."""

    p50: Amount
    p95: Amount

    def __post_init__(self) -> None:
        if not 0 < self.p50 <= self.p95:
            raise ValueError("`p50` is more than 0 and at most `p95`")

    def drawn(self, draw: Random) -> float:
        return exp(log(self.p50) + log(self.p95 / self.p50) / P95 * draw.gauss(0, 1))


Delay = Fixed | Uniform | Lognormal


def due(delay: Delay, received: datetime, draw: Random) -> datetime:
    """`received` and the answer are business time; nothing at all means at once."""
    long = delay.drawn(draw)
    return received + timedelta(hours=long) if delay.unit == "hours" else days_later(received, round(long))


def days_later(received: datetime, days: int) -> datetime:
    return opening_hour(add_working_days(business_date(received), days)) if days else received
