"""The members of a JSON object as they were sent: what is signed is bytes, and a value written again is other bytes."""

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Final

_SPACE: Final = re.compile(r"[ \t\n\r]*")


def top_level(text: str) -> dict[str, str]:
    """The members of a JSON object, each value exactly as it stands. Raises ValueError, also for a name twice."""
    found: dict[str, str] = {}
    decoder = json.JSONDecoder()

    def past(at: int, mark: str) -> int:
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
        if text[at : at + 1] not in mark or at >= len(text):
            raise ValueError("no JSON object")
        return at + 1

    at = past(0, "{")
    while True:
        name, at = scanstring(text, past(at, '"'), True)
        began = _SPACE.match(text, past(at, ":")).end()  # type: ignore[union-attr]
        _, at = decoder.raw_decode(text, began)
        if name in found:
            raise ValueError("a name stands twice")
        found[name] = text[began:at]
        at = past(at, ",}")
        if text[at - 1] == "}":
            break
    if text[at:].strip(" \t\n\r"):
        raise ValueError("something stands behind the object")
    return found
