"""The base model of request bodies: every field known, every text clean."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from chassis.http.values import Cleaned
from kernel.text import is_clean


class Body(BaseModel):
    """The base of every request body and of every object inside one.

    Unknown fields, NaN and infinities are refused, and in any text what nobody sees: control characters, since
    PostgreSQL cannot hold NUL and a log line or a sheet must not be broken by the others, and format characters, which
    make two texts that look alike differ. Spaces at the ends are cut. Kinds of values: `chassis.http.values`.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, str_strip_whitespace=True, str_max_length=2000
    )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        told = handler(schema)
        _say_what_is_left(handler.resolve_ref_schema(told).get("properties", {}))
        return told

    @model_validator(mode="before")
    @classmethod
    def _nothing_unseen(cls, values: Any) -> Any:
        if isinstance(values, dict):
            for name, value in values.items():
                if not _cleans_itself(cls, name) and not _is_clean(value):
                    raise PydanticCustomError("control_character", "text holds a control character")
        return values


def _say_what_is_left(described: Any) -> None:
    """A text that may not be empty is not made of spaces alone, since these are cut."""
    if isinstance(described, dict):
        if described.get("minLength") == 1 and not described.keys() & {"pattern", "enum", "format"}:
            described["pattern"] = r"\S"
        described = list(described.values())
    if isinstance(described, list):
        for each in described:
            _say_what_is_left(each)


@lru_cache(4096)  # a roster asks of the same few fields a million times; names come from outside, so it is bounded
def _cleans_itself(model: type[BaseModel], name: str) -> bool:
    field = model.model_fields.get(name)
    return field is not None and (_marked(field.metadata) or any(map(_is_cleaned, get_args(field.annotation))))


def _is_cleaned(kind: Any) -> bool:
    """One kind of an optional field has its marks with it."""
    return get_origin(kind) is Annotated and _marked(kind.__metadata__)


def _marked(marks: Iterable[object]) -> bool:
    return any(isinstance(mark, Cleaned) for mark in marks)


def _is_clean(value: Any) -> bool:
    """Objects inside are bodies of their own."""
    if isinstance(value, list | tuple):
        return all(_is_clean(each) for each in value)
    return not isinstance(value, str) or is_clean(value)
