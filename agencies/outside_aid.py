"""Aid that others give: what civil affairs and a charity report to the ledger of their own accord."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Literal

import msgspec

from kernel.aid_kinds import AidKind
from kernel.period import Period, month

GIVERS = ("civil_affairs", "charity")
REPORTABLE: dict[str, tuple[str, ...]] = {giver: tuple(kind.value for kind in AidKind) for giver in GIVERS}
"""What each may report in a demo, where both give whatever a household wished for; who is not named reports nothing."""
MONTHS_BEFORE = 6
MONTHS_AFTER = 24


class OutsideAid(msgspec.Struct, frozen=True):
    """One act of aid by a giver outside the unions; `amount` in CNY, the period inclusive.

    `when`: `before` is reported at the agencies' start, `late` only after the union has paid.
    """

    reference: str
    giver: str
    household: str
    id_numbers: list[str]
    aid_kind: str
    amount: str
    first: date
    last: date
    when: Literal["before", "late"]


def long_period(today: date) -> Period:
    """Wide enough to overlap whatever month or school year the union will choose."""
    return Period(month(_months_away(today, -MONTHS_BEFORE)).first, month(_months_away(today, MONTHS_AFTER)).last)


def amount(rng: Random) -> str:
    return f"{rng.randrange(3, 30) * 100}.00"


def _months_away(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
