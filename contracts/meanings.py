"""What each field of a public fact means, and in which unit: read from `meanings.toml`, of which `docs/events.md` is
made. No field is without one."""

import tomllib
from pathlib import Path
from typing import Any, Final

_OF: Final[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "meanings.toml").read_text(encoding="utf-8"))


def meaning(cls: type, field: str) -> str:
    """Its own where the class has one, else the word's. Raises `KeyError` for a field that nobody gave a meaning."""
    return str(_OF.get(cls.__name__, {}).get(field) or _OF[field])


def unused(asked: set[str]) -> set[str]:
    """Meanings of no field; `asked`: every `Class.field`."""
    of_one = {f"{name}.{field}" for name, own in _OF.items() if isinstance(own, dict) for field in own}
    words = {name for name, told in _OF.items() if isinstance(told, str)}
    return (of_one - asked) | (words - {name.partition(".")[2] for name in asked - of_one})
