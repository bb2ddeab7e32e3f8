"""Validation at the edge: whatever enters the engine is checked here, so that inside nothing can surprise.

`checked` takes our own units (fen, basis points); `from_json` turns what outsiders write (yuan) into them.
Floats never pass, so NaN never does either.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from kernel.causes import Cause
from kernel.fen import InvalidAmount, fen
from policies.errors import FactError
from policies.language.facts import BASIS_POINTS, FACTS, RATIO_MAX, Fact, is_region


def checked(facts: Mapping[str, object]) -> dict[str, object]:
    """The known facts, each of its kind; `causes` (a list given whole) becomes one boolean per cause.

    Raises `FactError` on an unknown name, a wrong type, a value out of range or an unknown code.
    """
    known = {name: check(name, FACTS[name], value) for name, value in _spread(facts) if value is not None}
    return _NOT_FOUND | known


_NOT_FOUND: Final[dict[str, object]] = {name: False for name, fact in FACTS.items() if fact.is_a_finding}


def checked_parameters(declared: Mapping[str, Fact], parameters: Mapping[str, object]) -> dict[str, object]:
    """The parameters that are declared and set, each of its kind; others are somebody else's and stay out."""
    return {
        name: check(name, fact, parameters[name]) for name, fact in declared.items() if parameters.get(name) is not None
    }


def from_json(values: Mapping[str, object], kinds: Mapping[str, Fact] = FACTS) -> dict[str, object]:
    """Values as outsiders write them: money in yuan (`"1200.50"`, `1200`, `Decimal`), ratios as multiples.

    For parameters pass the profile's `kinds`. Decode JSON with `parse_float=Decimal`; a float is refused.
    """
    return {name: parsed(name, kinds[name], value) if name in kinds else value for name, value in values.items()}


def check(name: str, fact: Fact, value: object) -> object:
    """`value` when it is one of this fact's kind; else raises `FactError`."""
    match fact.kind:
        case "money" | "count" | "ratio":
            if not isinstance(value, int) or isinstance(value, bool):
                raise FactError(name, "fact.type")
            if not (-fact.largest if fact.signed else fact.smallest) <= value <= fact.largest:
                raise FactError(name, "fact.range")
            return int(value)
        case "bool":
            if not isinstance(value, bool):
                raise FactError(name, "fact.type")
            return value
        case "code" | "region":
            if not isinstance(value, str):
                raise FactError(name, "fact.type")
            if not (value in fact.codes if fact.kind == "code" else is_region(value)):
                raise FactError(name, "fact.code")
            return str(value)


def parsed(name: str, fact: Fact, value: object) -> object:
    """An outsider's value in our units: yuan to fen, a multiple such as `1.5` to basis points."""
    if value is None or fact.kind not in ("money", "ratio"):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise FactError(name, "fact.type")
    try:
        return fen(value) if fact.kind == "money" else _basis_points(Decimal(value))
    except InvalidAmount as bad:
        raise FactError(name, _OF_AN_AMOUNT.get(bad.code, "fact.type")) from bad
    except InvalidOperation as bad:
        raise FactError(name, "fact.type") from bad


_OF_AN_AMOUNT: Final = {
    "amount.places": "fact.money_places",
    "ratio.places": "fact.ratio_places",
    "amount.too_large": "fact.range",
}


def _basis_points(multiple: Decimal) -> int:
    if not multiple.is_finite():
        raise InvalidAmount("amount.not_finite")
    # Bounded before it is scaled: `1E+999999999` is a short text and a very long number.
    if abs(multiple) > RATIO_MAX:
        raise InvalidAmount("amount.too_large")
    scaled = multiple * BASIS_POINTS
    if scaled != int(scaled):
        raise InvalidAmount("ratio.places")
    return int(scaled)


def _spread(facts: Mapping[str, object]) -> Iterable[tuple[str, object]]:
    for name, value in facts.items():
        if name == "causes":
            yield from _one_boolean_per_cause(value, facts)
        elif name in FACTS:
            yield name, value
        else:
            raise FactError(name, "fact.unknown_name")


def _one_boolean_per_cause(causes: object, facts: Mapping[str, object]) -> Iterable[tuple[str, object]]:
    if causes is None:
        return
    if not isinstance(causes, list | tuple | set | frozenset):
        raise FactError("causes", "fact.type")
    if any(facts.get(f"cause_{cause}") is not None for cause in Cause):
        raise FactError("causes", "fact.twice")
    if not all(isinstance(cause, str) and cause in set(Cause) for cause in causes):
        raise FactError("causes", "fact.code")
    yield from ((f"cause_{cause}", cause in causes) for cause in Cause)
