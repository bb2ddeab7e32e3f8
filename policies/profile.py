"""A document of the law, loaded: its rules checked and compiled, its version the hash of its bytes."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec
import polars as pl

from policies.conditions import Condition, condition
from policies.document import Document, Number, Parameter
from policies.door import parsed
from policies.errors import FactError, ProfileError
from policies.facts import FACTS, HEADS_MAX, PER_HEAD_MAX, RATIO_MAX, Fact
from policies.loose_ends import refuse_loose_ends
from policies.program import Program, program
from policies.proposal import conclusions

FOLDER = Path(__file__).parent / "profiles"


@dataclass(frozen=True)
class Rule:
    """A category (by `ordinal`) or an exclusion (by `id`), met when all its conditions are."""

    id: str
    ordinal: str
    name: str
    clause: str
    text: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Profile:
    """`document` is the file as written (readings, measures, targets, …); the rest is compiled from it."""

    id: str
    version: str
    document: Document
    exclusions: tuple[Rule, ...]
    categories: dict[str, Rule]
    admission_rule: tuple[Condition, ...] | None
    """What a rule to which the text delegates admission demands of everyone; None: not loaded. Empty: no such rule."""
    parameters: dict[str, Fact]
    """What must be set for a region; unset leaves undetermined whatever needs it."""
    numbers: dict[str, int]
    """What the text itself fixes; fen and basis points."""
    kinds: dict[str, Fact]
    """Every fact, parameter and number that a condition of this profile may name."""
    admission: Program
    conclusions: tuple[tuple[pl.Expr, ...], ...]
    exit_month: Condition
    exit_program: Program
    relief: Condition
    relief_program: Program


def load(name_or_path: str | Path) -> Profile:
    """A profile of this folder by its id (cached), or any file by its path. Raises `ProfileError`."""
    if isinstance(name_or_path, str) and not name_or_path.endswith(".toml"):
        return _packaged(name_or_path)
    path = Path(name_or_path)
    return read(path.name, path.read_bytes())


def names() -> list[str]:
    """The ids of the profiles that are there."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def read(file: str, content: bytes) -> Profile:
    """A profile from the bytes of its file; `file` stands in errors."""
    document = _decoded(file, content)
    parameters = {parameter.name: _parameter(file, parameter) for parameter in document.parameters}
    own = parameters | {number.name: _limits(number.kind) for number in document.numbers}
    refuse_loose_ends(file, document)
    scope = tuple(condition(file, "scope", c.id, c.text, c.condition, own) for c in document.scope)

    def rules(kind: str) -> tuple[Rule, ...]:
        return tuple(
            Rule(
                id=rule.id,
                ordinal=rule.ordinal,
                name=rule.name,
                clause=rule.clause,
                text=rule.text,
                conditions=(scope if kind == "categories" else ())
                + tuple(condition(file, f"{kind} {rule.id}", c.id, c.text, c.condition, own) for c in rule.conditions),
            )
            for rule in getattr(document, kind)
        )

    exclusions, categories = rules("exclusions"), rules("categories")
    admission_rule = _admission_rule(file, document, own)
    exit_month = condition(file, "exit", "month", document.exit.text, document.exit.month, own)
    relief = condition(file, "relief", "relief", document.relief.text, document.relief.condition, own)
    kinds = {**FACTS, **own}
    return Profile(
        id=document.id,
        version=hashlib.sha256(content).hexdigest(),
        document=document,
        exclusions=exclusions,
        categories={rule.ordinal: rule for rule in categories},
        admission_rule=admission_rule,
        parameters=parameters,
        numbers={number.name: _number(file, number) for number in document.numbers},
        kinds=kinds,
        admission=program(
            [*(admission_rule or ()), *(c for rule in (*exclusions, *categories) for c in rule.conditions)], kinds
        ),
        conclusions=conclusions(
            [rule.conditions for rule in exclusions],
            admission_rule,
            {rule.ordinal: rule.conditions for rule in categories},
            document.prefer,
        ),
        exit_month=exit_month,
        exit_program=program([exit_month], kinds),
        relief=relief,
        relief_program=program([relief], kinds),
    )


@lru_cache
def _packaged(name: str) -> Profile:
    path = FOLDER / f"{name}.toml"
    if name not in names():
        raise ProfileError(path.name, "profile", "file", f"is not there; there are: {', '.join(names())}")
    return read(path.name, path.read_bytes())


def _decoded(file: str, content: bytes) -> Document:
    try:
        return msgspec.convert(tomllib.loads(content.decode()), Document)
    except msgspec.ValidationError as bad:
        problem, _, place = str(bad).partition(" - at ")
        raise ProfileError(file, "form", place.strip("`") or "file", problem) from bad
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as bad:
        raise ProfileError(file, "form", "file", str(bad)) from bad


def _admission_rule(file: str, document: Document, own: dict[str, Fact]) -> tuple[Condition, ...] | None:
    if document.delegation is not None and not document.admission:
        return None
    return tuple(condition(file, "admission", c.id, c.text, c.condition, own) for c in document.admission)


def _parameter(file: str, parameter: Parameter) -> Fact:
    if parameter.kind == "code" and not parameter.codes:
        raise ProfileError(file, "parameters", parameter.name, "a coded parameter lists its codes")
    known = FACTS.get(parameter.name)
    if known is not None and known.kind != parameter.kind:
        raise ProfileError(file, "parameters", parameter.name, f"is a fact of kind {known.kind}")
    return known or _limits(parameter.kind, frozenset(parameter.codes))


def _number(file: str, number: Number) -> int:
    try:
        value = parsed(number.name, _limits(number.kind), number.value)
    except FactError as bad:
        raise ProfileError(file, "numbers", number.name, bad.code) from bad
    if not isinstance(value, int) or not 0 <= value <= _limits(number.kind).largest:
        raise ProfileError(file, "numbers", number.name, "fact.range")
    return value


def _limits(kind: str, codes: frozenset[str] = frozenset()) -> Fact:
    match kind:
        case "money":
            return Fact("money", PER_HEAD_MAX)
        case "ratio":
            return Fact("ratio", RATIO_MAX)
        case "count":
            return Fact("count", HEADS_MAX)
        case "code":
            return Fact("code", codes=codes)
        case "region":
            return Fact("region")
        case _:
            return Fact("bool")
