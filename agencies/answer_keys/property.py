"""What a household owns against what its place allows, as a place would say it in a sentence for each limit.

No document sets a limit: kaifeng §五(一) and baisha §二(二) have property looked at and leave the figures to the place.
Who owns more is out where the place says so, and elsewhere it is for a person to say.
"""

from __future__ import annotations

import msgspec

from agencies.answer_keys.situation import Truth, both


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one household may own at most; area in square metres a head, money in fen."""

    houses: int
    area_a_head: int
    vehicles: int
    cars: int
    firms_led: int
    capital: int
    deposits_a_head: int


class Property(msgspec.Struct, frozen=True, kw_only=True):
    """What all members own together. `cars` None: only counted with the other vehicles. Deposits lie between two ends;
    `deposits_most` None: nobody knows how much at most."""

    members: int
    houses: int = 0
    area: int = 0
    vehicles: int = 0
    cars: int | None = 0
    firms_led: int = 0
    capital: int = 0
    deposits_least: int = 0
    deposits_most: int | None = 0


def within(owns: Property, limits: Limits) -> Truth:
    """None: what is known does not say."""
    return both(
        owns.houses <= limits.houses,
        owns.area <= limits.area_a_head * owns.members,
        owns.vehicles <= limits.vehicles,
        _cars(owns, limits),
        owns.firms_led <= limits.firms_led,
        owns.capital <= limits.capital,
        _deposits(owns, limits.deposits_a_head * owns.members),
    )


def _cars(owns: Property, limits: Limits) -> Truth:
    if owns.cars is not None:
        return owns.cars <= limits.cars
    return True if owns.vehicles <= limits.cars else None


def _deposits(owns: Property, limit: int) -> Truth:
    if owns.deposits_least > limit:
        return False
    return True if owns.deposits_most is not None and owns.deposits_most <= limit else None
