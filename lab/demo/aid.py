"""How much aid for how long: what a union's own rules would say, as plain as a demo needs it."""

from datetime import date
from typing import Any

from kernel.period import Period, month, next_month, school_year

AMOUNTS = {"tuition_aid": "3000.00", "serious_illness_aid": "5000.00", "living_subsidy": "600.00"}
OTHER_AMOUNT = "500.00"
SPAN_MONTHS = 3


def terms(kind: str, today: date) -> dict[str, Any]:
    """`amount`, `first` and `last` of one act: a school year, a quarter's subsidy, or this month."""
    period = period_of(kind, today)
    return {
        "amount": AMOUNTS.get(kind, OTHER_AMOUNT),
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
    }


def period_of(kind: str, today: date) -> Period:
    match kind:
        case "tuition_aid":
            return school_year(today)
        case "living_subsidy":
            return Period(month(today).first, month(months_later(today, SPAN_MONTHS - 1)).last)
        case _:
            return month(today)


def months_later(day: date, months: int) -> date:
    """The first day of that month."""
    name = f"{day.year:04}-{day.month:02}"
    for _ in range(months):
        name = next_month(name)
    return date.fromisoformat(f"{name}-01")
