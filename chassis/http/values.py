"""Value objects at the edge: one strict type for each kind of value that comes in, for bodies and queries alike.

A lax parser reads 0 as 1 January 1970, true as 1 and a week as its Monday, and what it made up is stored for ever. So
each value has one form, and bounds of its own meaning where they do not depend on the day; those that do are held by
whoever knows what day it is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Final

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from kernel import day, fen, identifier, period, person_name, text
from kernel.fen import InvalidAmount


class Cleaned:
    """Marks a field whose own validator takes away what is not seen, so that `Body` does not refuse it first."""


class NotInForm(ValueError):
    """A text that is not written as its kind is. `code` is stable, and has a text in the service's table."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Form:
    """Beside a text of a fixed form: the description tells the pattern, and who breaks it is told by `code` what to
    write. A pattern alone is refused as "not in the right form", with which nobody can do anything."""

    pattern: str
    code: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "pattern": self.pattern}

    def _checked(self, written: str) -> str:
        if re.fullmatch(self.pattern, written, re.ASCII) is None or written.endswith("\n"):
            raise NotInForm(self.code)
        return written


def _yuan(written: Any) -> int:
    amount = fen.fen(written)
    if amount < 0:
        raise InvalidAmount("amount.negative")
    return amount


def _moment(written: object) -> datetime:
    """RFC 3339 with an offset; the years of `kernel.day`."""
    if not isinstance(written, str) or _MOMENT.fullmatch(written) is None:
        raise PydanticCustomError("datetime_parsing", "not a moment")
    day.parse(written[:10])
    return datetime.fromisoformat(written.upper())


_MOMENT: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)", re.ASCII
)


def _line(written: str) -> str:
    if not text.is_a_clean_line(written):
        raise PydanticCustomError("control_character", "more than one line, or something unseen")
    return written


def _remark(written: str) -> str:
    if not text.is_clean(written):
        raise PydanticCustomError("control_character", "something unseen")
    return written


def _cleaned(clean: Callable[[str], str]) -> Callable[[str], str]:
    """Only a text of a sane length is looked at."""

    def cleaned(written: str) -> str:
        if len(written) > _WRITTEN_MAX:
            raise PydanticCustomError("string_too_long", "too long", {"max_length": _WRITTEN_MAX})
        return clean(written)

    return cleaned


_WRITTEN_MAX: Final = 200
_WRITTEN: Final[dict[str, Any]] = {"minLength": 1, "maxLength": _WRITTEN_MAX}


def _plain_number(written: object) -> object:
    """`"1_0"`, `"+5"`, `"5.0"` and full-width digits are no numbers in a query."""
    if isinstance(written, str) and not re.fullmatch(r"-?(0|[1-9]\d{0,17})", written, re.ASCII):
        raise PydanticCustomError("int_parsing", "not a whole number")
    return written


Day = Annotated[date, BeforeValidator(day.parse)]
"""A full ISO date from 1900 to 2199. Whether it may be in the future is said by whoever takes it."""

Moment = Annotated[datetime, BeforeValidator(_moment)]
"""RFC 3339 with its offset."""

MonthText = Annotated[
    str,
    BeforeValidator(period.parse_month),
    Field(json_schema_extra={"pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])$"}, examples=["2026-10"]),
]

_YUAN_MAX: Final = fen.FEN_MAX // 100
_YUAN_WRITTEN: Final = {
    "anyOf": [
        {"type": "string", "pattern": rf"^0*[0-9]{{1,{len(str(_YUAN_MAX))}}}(\.[0-9]{{1,2}})?$"},
        {"type": "integer", "minimum": 0, "maximum": _YUAN_MAX},
    ],
    "examples": ["1200.00"],
}
Yuan = Annotated[int, BeforeValidator(_yuan), WithJsonSchema(_YUAN_WRITTEN)]
"""Yuan with at most two places, as text or whole number; fen inside."""

Whole: Final = BeforeValidator(_plain_number)
"""Beside a number in an address: it is written as a whole one. After its bounds, which the description tells then."""

Id = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(_line)]
Name = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_line)]
PersonName = Annotated[Name, AfterValidator(person_name.normalised)]
"""A person's name, in one writing."""
Line = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_line)]
Remark = Annotated[str, AfterValidator(_remark)]
"""A free text of a form; in a body every text is held to this anyway."""

Account = Annotated[
    str,
    Cleaned(),
    AfterValidator(_cleaned(identifier.account)),
    Field(examples=["9999990000000000000"], json_schema_extra=_WRITTEN),
]
"""A bank account, written in groups or not; its digits."""

Bill = Annotated[str, Cleaned(), AfterValidator(_cleaned(identifier.bill)), Field(json_schema_extra=_WRITTEN)]
"""The number on a bill, in the one form of `kernel.identifier.bill`."""
