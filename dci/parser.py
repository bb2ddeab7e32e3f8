"""Bytes from outside into a Struct, with one error that never repeats what stood in the message."""

from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


class Malformed(ValueError):
    """Not JSON, or not the shape asked for. The text names a place (`$.search_request[0]`), never a value."""


def decode(raw: bytes | msgspec.Raw, shape: type[T]) -> T:
    """`raw` as a `shape`; raises `Malformed`."""
    try:
        return msgspec.json.decode(raw, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed(_where(error)) from None


def convert(value: Any, shape: type[T]) -> T:
    """A part already decoded (such as a `reg_records` object) as a `shape`; raises `Malformed`."""
    try:
        return msgspec.convert(value, type=shape)
    except msgspec.ValidationError as error:
        raise Malformed(_where(error)) from None


def _where(error: Exception) -> str:
    if not isinstance(error, msgspec.ValidationError):
        return "the body is not valid JSON in UTF-8"
    _, found, place = str(error).rpartition(" - at `")
    return f"wrong or missing at `{place.rstrip('`')}`" if found else "wrong or missing at `$`"
