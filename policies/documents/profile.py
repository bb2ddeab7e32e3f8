"""A document of the law, loaded: its rules checked and compiled, its version the hash of its bytes.

Overlays go over it before; a version then is the hash of theirs, too.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import polars as pl

from policies.documents.document import Document
from policies.documents.forms import Table, shaped, tables
from policies.documents.loose_ends import refuse_loose_ends
from policies.documents.overlay import Overlay, laid_over
from policies.documents.own_names import kind_of, number_value, parameter_kind
from policies.errors import ProfileError
from policies.language.conditions import Condition, condition
from policies.language.facts import FACTS, Fact
from policies.language.program import Program, program
from policies.language.proposal import conclusions

FOLDER = Path(__file__).parents[1] / "profiles"


@dataclass(frozen=True)
class Rule:
    """A category (by `ordinal`) or an exclusion (by `id`), met when all its conditions are; a category without any by
    whoever is admitted."""

    id: str
    ordinal: str
    name: str
    clause: str
    text: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Profile:
    """`document` is the file as written (readings, measures, targets, …), overlays merged in; the rest is compiled
    from it."""

    id: str
    version: str
    files: tuple[tuple[str, bytes], ...]
    """Name and bytes of each file that it was read from: the base, then its overlays."""
    overlays: tuple[Overlay, ...]
    document: Document
    exclusions: tuple[Rule, ...]
    categories: dict[str, Rule]
    admission_rule: tuple[Condition, ...] | None
    """What a rule to which the text delegates admission demands of everyone; None: not loaded. Empty: no such rule."""
    evidence: tuple[Condition, ...]
    """What is judged and shown beside, and decides nothing."""
    evidence_program: Program
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
    measure_conditions: dict[str, Condition]
    """Of the measures that are for whoever meets one, by their ids."""
    measures_program: Program


def load(name_or_path: str | Path, overlays: Sequence[Path] = ()) -> Profile:
    """A profile of this folder by its id (cached), or any file by its path; `overlays` go over it in this order.

    Raises `ProfileError`.
    """
    if isinstance(name_or_path, str) and not name_or_path.endswith(".toml"):
        if not overlays:
            return _packaged(name_or_path)
        path = _path(name_or_path)
    else:
        path = Path(name_or_path)
    return read(path.name, path.read_bytes(), [(overlay.name, overlay.read_bytes()) for overlay in overlays])


def names() -> list[str]:
    """The ids of the profiles that are there."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def read(file: str, content: bytes, overlays: Sequence[tuple[str, bytes]] = ()) -> Profile:
    """A profile from the bytes of its file; `file` stands in errors. Overlays likewise, each by its file's name."""
    merged, version = tables(file, content), hashlib.sha256(content).hexdigest()
    profile = _compiled(file, merged, version, ())
    for name, laid in overlays:
        # Compiled one by one, so that an error names the file that brought it.
        head, merged = laid_over(merged, name, laid)
        version = hashlib.sha256(f"{version} {hashlib.sha256(laid).hexdigest()}".encode()).hexdigest()
        profile = _compiled(name, merged, version, (*profile.overlays, head))
    return replace(profile, files=((file, content), *overlays))


def _compiled(file: str, merged: Table, version: str, overlays: tuple[Overlay, ...]) -> Profile:
    document = shaped(file, merged, Document)
    parameters = {parameter.name: parameter_kind(file, parameter) for parameter in document.parameters}
    own = parameters | {number.name: kind_of(number.kind) for number in document.numbers}
    refuse_loose_ends(file, document)
    scope = tuple(condition(file, "scope", c.id, c.clause, c.text, c.condition, own) for c in document.scope)

    def rules(kind: str) -> tuple[Rule, ...]:
        return tuple(
            Rule(
                id=rule.id,
                ordinal=rule.ordinal,
                name=rule.name,
                clause=rule.clause,
                text=rule.text,
                conditions=(scope if kind == "categories" and rule.conditions else ())
                + tuple(
                    condition(file, f"{kind} {rule.id}", c.id, rule.clause, c.text, c.condition, own)
                    for c in rule.conditions
                ),
            )
            for rule in getattr(document, kind)
        )

    exclusions, categories = rules("exclusions"), rules("categories")
    admission_rule = _admission_rule(file, document, own)
    evidence = tuple(condition(file, "evidence", c.id, c.clause, c.text, c.condition, own) for c in document.evidence)
    leave, ease = document.exit, document.relief
    exit_month = condition(file, "exit", "month", leave.clause, leave.text, leave.month, own)
    relief = condition(file, "relief", "relief", ease.clause, ease.text, ease.condition, own)
    asked = {
        one.id: condition(file, f"measures {one.id}", "condition", one.clause, one.text, one.condition, {})
        for one in document.measures
        if one.condition
    }
    kinds = {**FACTS, **own}
    return Profile(
        id=document.id,
        version=version,
        files=(),
        overlays=overlays,
        document=document,
        exclusions=exclusions,
        categories={rule.ordinal: rule for rule in categories},
        admission_rule=admission_rule,
        evidence=evidence,
        evidence_program=program(evidence, kinds),
        parameters=parameters,
        numbers={number.name: number_value(file, number) for number in document.numbers},
        kinds=kinds,
        admission=program(
            [*(admission_rule or ()), *(c for rule in (*exclusions, *categories) for c in rule.conditions)], kinds
        ),
        conclusions=conclusions(
            [rule.conditions for rule in exclusions],
            admission_rule,
            {rule.ordinal: rule.conditions for rule in categories},
            document.prefer,
            met_is_enough=document.met_is_enough,
        ),
        exit_month=exit_month,
        exit_program=program([exit_month], kinds),
        relief=relief,
        relief_program=program([relief], kinds),
        measure_conditions=asked,
        measures_program=program(asked.values(), kinds),
    )


@lru_cache
def _packaged(name: str) -> Profile:
    path = _path(name)
    return read(path.name, path.read_bytes())


def _path(name: str) -> Path:
    path = FOLDER / f"{name}.toml"
    if name not in names():
        raise ProfileError(path.name, "profile", "file", f"is not there; there are: {', '.join(names())}")
    return path


def _admission_rule(file: str, document: Document, own: dict[str, Fact]) -> tuple[Condition, ...] | None:
    if document.delegation is not None and not document.admission:
        return None
    return tuple(condition(file, "admission", c.id, c.clause, c.text, c.condition, own) for c in document.admission)
