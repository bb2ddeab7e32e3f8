"""A value of any event class, made from its type hints: the same on every call, and easy to recognise."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from kernel.period import Period

Made = TypeVar("Made", bound=msgspec.Struct)

_PLAIN: dict[Any, Callable[[str], Any]] = {
    str: lambda name: f"a {name}".replace("_", " "),
    int: lambda name: 12,
    bool: lambda name: True,
    bytes: lambda name: name.encode(),
    date: lambda name: date(2026, 5, 4),
    datetime: lambda name: datetime(2026, 5, 4, 1, 0, tzinfo=UTC),
    object: lambda name: f"any {name}".replace("_", " "),
    Any: lambda name: f"any {name}".replace("_", " "),
    Period: lambda name: Period(date(2026, 5, 1), date(2026, 5, 31)),
}

_NAMED = {"month": "2026-05", "months": "2026-05"}


def example(cls: type[Made], **fields: Any) -> Made:
    """An instance with every field set, optional ones too; `fields` overrides."""
    hints = get_type_hints(cls, include_extras=True)
    names = msgspec.structs.fields(cls)
    return cls(**{field.name: _value(hints[field.name], field.name) for field in names} | fields)


def _value(hint: Any, name: str) -> Any:
    if hint is str and name in _NAMED:
        return _NAMED[name]
    if hint in _PLAIN:
        return _PLAIN[hint](name)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _value(inner[0], name)
    if origin is Literal:
        return inner[0]
    if origin in (Union, UnionType):
        return _value(next(one for one in inner if one is not NoneType and not _withheld(one)), name)
    if origin is tuple:
        return (_value(inner[0], name),) if inner[1:] == (...,) else tuple(_value(one, name) for one in inner)
    if origin is dict:
        return {_value(inner[0], "key"): _value(inner[1], name)}
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return example(hint)
    raise TypeError(f"no example of {hint} for {name}")


def _withheld(hint: Any) -> bool:
    return getattr(hint, "__name__", "") == "Withheld"
