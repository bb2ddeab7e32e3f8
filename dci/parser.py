"""Bytes from outside into a Struct, with one error that never repeats what stood in the message."""

import json
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from kernel import text

T = TypeVar("T")


class Malformed(ValueError):
    """Not JSON, or not the shape asked for. The text names a place (`$.search_request[0]`), never a value."""


def decode(raw: bytes | msgspec.Raw, shape: type[T]) -> T:
    """`raw` as a `shape`; raises `Malformed`."""
    try:
        return msgspec.json.decode(raw, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed(_where(error)) from None


def require_names_once(body: bytes) -> None:
    """Raises `Malformed` when a name stands twice in one object, at any level.

    Another reader would take the other value, and the signature over the bytes holds for both.
    """
    try:
        json.loads(body.decode(), object_pairs_hook=_once)
    except _NameTwice:
        raise Malformed("a name stands twice in one object") from None
    except (ValueError, RecursionError):
        raise Malformed("the body is not valid JSON in UTF-8") from None


def require_no_controls(body: bytes) -> None:
    """Raises `Malformed` when a text or a name at any level holds a control character: NUL cannot be stored."""
    try:
        characters = set[str]().union(*_texts(json.loads(body)))
    except (ValueError, RecursionError):
        raise Malformed("the body is not valid JSON in UTF-8") from None
    if not text.is_free_of_controls("".join(characters)):
        raise Malformed("a control character")


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for one in value:
                yield from _texts(one)
        case dict():
            yield from value
            for one in value.values():
                yield from _texts(one)


class _NameTwice(ValueError):
    """Found while an object was read."""


def _once(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _ in pairs}) < len(pairs):
        raise _NameTwice


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
