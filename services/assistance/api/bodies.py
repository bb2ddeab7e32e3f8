"""What requests are made of: money, periods, months."""

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from chassis.http.refusals.errors import Problem
from kernel import fen
from kernel.fen import InvalidAmount
from kernel.period import Period


def _fen(yuan: Any) -> int:
    amount = fen.fen(yuan)
    if amount < 0:
        raise InvalidAmount("amount.negative")
    return amount


Yuan = Annotated[int, BeforeValidator(_fen), Field(json_schema_extra={"type": "string", "example": "1200.00"})]
"""Yuan with at most two places, as text or whole number; fen inside."""

Id = Annotated[str, Field(min_length=1, max_length=80)]
Line = Annotated[str, Field(min_length=1, max_length=200)]
MonthText = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", examples=["2026-10"])]


def period(first: date, last: date) -> Period:
    if last < first:
        raise Problem("period_backwards")
    return Period(first, last)
