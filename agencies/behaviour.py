"""How slow, absent-minded and wrong each agency is: read from a file, decided by (seed, reference_id).

The same question meets the same fate in every run, after a restart, and at every retry.
"""

from __future__ import annotations

import hashlib
import tomllib
from datetime import datetime
from pathlib import Path
from random import Random

import msgspec

from kernel.calendar import add_working_days, business_date, opening_hour


class Manner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One agency's manner; shares are of its questions, 0 to 1.

    `delay_days`: fewest and most working days; 0 answers at once, more at 09:00 of that day.
    `silent_share`: never answered. `late_share`: answered `late_days` working days after the question.
    `double_share`: answered twice (one in two of these under the same message id).
    `forged_share`: first comes a copy with a wrong signature, then the right one, unless `forged_only`.
    `reordered_share`: held back up to half a second, so that later answers overtake.
    `outages`: windows `[after_s, for_s]` in real seconds since the process started; HTTP 503 inside them.
    """

    delay_days: tuple[int, int] = (0, 0)
    silent_share: float = 0.0
    late_share: float = 0.0
    late_days: int = 30
    double_share: float = 0.0
    forged_share: float = 0.0
    forged_only: bool = False
    reordered_share: float = 0.0
    outages: list[tuple[float, float]] = []

    def is_out(self, uptime_s: float) -> bool:
        return any(after_s <= uptime_s < after_s + for_s for after_s, for_s in self.outages)


class Behaviour(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file: `default` for all, `agencies` for single ones; `late_reports_after_days` is in working
    days after the population's day (absent: late reports wait for `POST /reports/late`)."""

    seed: int = 0
    default: Manner = Manner()
    agencies: dict[str, Manner] = {}
    late_reports_after_days: int | None = None

    def of(self, agency: str) -> Manner:
        return self.agencies.get(agency, self.default)


class Plan(msgspec.Struct, frozen=True):
    """What becomes of one question: answered at `due` (business time), `hold_s` (real) later, in these copies."""

    due: datetime
    copies: tuple[str, ...]
    hold_s: float


def plan(behaviour: Behaviour, agency: str, reference_id: str, received: datetime) -> Plan:
    """`received` is business time. Copies are `right`, `again`, `twice` (a new message id) and `forged`."""
    manner = behaviour.of(agency)
    digest = hashlib.sha256(f"{behaviour.seed}/{agency}/{reference_id}".encode()).digest()
    # Every decision is drawn, used or not: changing one share leaves the others' fates as they were.
    draw = Random(int.from_bytes(digest))
    days = draw.randint(*manner.delay_days)
    silent, late, double, forged, reordered, again = (draw.random() for _ in range(6))
    if silent < manner.silent_share:
        return Plan(received, (), 0.0)
    if late < manner.late_share:
        days = manner.late_days
    copies: tuple[str, ...] = ("right",)
    if forged < manner.forged_share:
        copies = ("forged",) if manner.forged_only else ("forged", "right")
    if double < manner.double_share and "right" in copies:
        copies += ("again" if again < 0.5 else "twice",)
    hold_s = draw.random() / 2 if reordered < manner.reordered_share else 0.0
    return Plan(_due(received, days), copies, hold_s)


def load(path: Path | None) -> Behaviour:
    """From a `.json` or `.toml` file; without one every agency is quick and right. Raises ValueError."""
    if path is None:
        return Behaviour()
    raw = path.read_bytes()
    table = tomllib.loads(raw.decode()) if path.suffix == ".toml" else msgspec.json.decode(raw)
    return msgspec.convert(table, Behaviour)


def _due(received: datetime, days: int) -> datetime:
    if days == 0:
        return received
    return opening_hour(add_working_days(business_date(received), days))
