"""Names that the originals of the standard misspell: read either way, written right.

Some who follow the originals to the letter send both spellings, since a schema there lists one and requires the other.
"""

from typing import Any, Final

import msgspec

from dci.parser import Malformed, decode

RIGHT: Final = {
    "timesstamp": "timestamp",
    "timesatmp": "timestamp",
    "sunscription_codes": "subscription_codes",
}
_OTHERS: Final = frozenset({"filter", "query", "reg_records", "meta", "frequency", "authorize"})
"""What stands in these is the sender's own, and no name of the standard."""


def respelt(message: bytes | msgspec.Raw) -> bytes:
    """The same message with the right names; raises `Malformed`, also for two spellings that say different things."""
    return msgspec.json.encode(_respelt(decode(message, Any)))


def _respelt(value: Any) -> Any:
    if isinstance(value, list):
        return [_respelt(one) for one in value]
    if not isinstance(value, dict):
        return value
    right = dict[Any, Any]()
    for name, one in value.items():
        told = one if name in _OTHERS else _respelt(one)
        if right.setdefault(RIGHT.get(name, name), told) != told:
            raise Malformed("one field under two spellings, with two values")
    return right
