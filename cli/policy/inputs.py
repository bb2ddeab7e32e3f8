"""Facts and parameters as outsiders write them: JSON in yuan and multiples, from a file or from standard input.

A number with a point is read as a decimal and never becomes a float.
"""

import json
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from cli.options import cannot
from policies.documents.profile import Profile
from policies.errors import FactError
from policies.language.facts import FACTS
from policies.language.validation import from_json

STDIN = "-"

TROUBLE = {
    "fact.unknown_name": "没有这个事实 · there is no such fact",
    "fact.type": "类型不对 · a value of another kind is needed",
    "fact.range": "超出范围 · out of range",
    "fact.money_places": "金额以元为单位，最多两位小数 · money is in yuan with at most two places",
    "fact.ratio_places": "倍数最多四位小数 · a multiple has at most four places",
    "fact.code": "未知代码 · unknown code",
    "fact.twice": "重复给出 · given twice: as a list and one by one",
}


def households(source: str) -> tuple[list[dict[str, object]], bool]:
    """The facts of each household in our own units, and whether they came as an array."""
    told = _decoded(source)
    listed = told if isinstance(told, list) else [told]
    return [_facts(source, place, one) for place, one in enumerate(listed)], isinstance(told, list)


def parameters(source: str | None, profile: Profile) -> dict[str, object]:
    """Parameters in our own units; none when no source is named. What the profile does not name has no effect."""
    if source is None:
        return {}
    told = _decoded(source)
    if not isinstance(told, dict):
        cannot(f"{source}: parameters are one JSON object · 参数须为一个 JSON 对象")
    return parsed(told, profile, source)


def parsed(values: Mapping[str, object], profile: Profile, source: str) -> dict[str, object]:
    try:
        return from_json(values, profile.parameters)
    except FactError as bad:
        cannot(trouble(source, bad))


def trouble(source: str, bad: FactError) -> str:
    """What is wrong with which fact; never its value, which may be personal."""
    return f"{source}: {bad.name}: {TROUBLE.get(bad.code, bad.code)} ({bad.code})"


def _facts(source: str, place: int, one: object) -> dict[str, object]:
    if not isinstance(one, dict):
        cannot(f"{source}: household {place + 1} is no JSON object · 第 {place + 1} 户不是 JSON 对象")
    try:
        return from_json(one, FACTS)
    except FactError as bad:
        cannot(trouble(f"{source}: household {place + 1}", bad))


def _decoded(source: str) -> Any:
    try:
        text = sys.stdin.buffer.read() if source == STDIN else Path(source).read_bytes()
        return json.loads(
            text.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once
        )
    except OSError as error:
        cannot(f"{source}: {error.strerror}")
    except (ValueError, RecursionError) as bad:
        cannot(f"{source}: not JSON: {type(bad).__name__} {_where(bad)}".rstrip())


class NameGivenTwice(ValueError):
    """In one object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a name given twice nobody knows which value is meant."""
    value = dict(pairs)
    if len(value) < len(pairs):
        raise NameGivenTwice
    return value


def _no_number(constant: str) -> NoReturn:
    raise ValueError(constant)


def _where(bad: Exception) -> str:
    return f"at line {bad.lineno}, column {bad.colno}" if isinstance(bad, json.JSONDecodeError) else ""
