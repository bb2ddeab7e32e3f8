"""Which department was how late: of verification's own read model, over all places that a demo plays in."""

from collections import Counter, defaultdict
from datetime import date
from statistics import median_low

import msgspec

from checks.storage import Storage
from kernel.calendar import working_days_between
from kernel.items import Agency

QUERY = (
    "SELECT agency, outcome, asked_on, replied_on, count(*), sum(said_otherwise)::int FROM question_times"
    " WHERE outcome <> 'not_asked' GROUP BY 1, 2, 3, 4"
)


class AgencyTimes(msgspec.Struct, frozen=True, kw_only=True):
    """Of one agency; `median`, `worst` in working days, None without an answer."""

    agency: str
    asked: int
    answered: int
    late: int
    declined: int
    silent: int
    said_otherwise: int
    median: int | None
    worst: int | None


def timeliness(storage: Storage) -> list[AgencyTimes]:
    """In the order of the agencies' table; the offices of single places behind them."""
    count: dict[str, Counter[str]] = defaultdict(Counter)
    waited: dict[str, list[int]] = defaultdict(list)
    for agency, outcome, asked_on, replied_on, questions, otherwise in storage.rows("verification", QUERY):
        count[agency] += Counter({outcome: questions, "asked": questions, "said_otherwise": otherwise})
        if outcome in ("answered", "late"):
            days = working_days_between(date.fromisoformat(asked_on), date.fromisoformat(replied_on))
            waited[agency] += [days] * questions
    return [
        AgencyTimes(
            agency=agency,
            median=median_low(waited[agency]) if waited[agency] else None,
            worst=max(waited[agency], default=None),
            **{name: count[agency][name] for name in COUNTED},
        )
        for agency in (*Agency, *sorted(set(count) - set(Agency)))
        if agency in count
    ]


COUNTED = ("asked", "answered", "late", "declined", "silent", "said_otherwise")
