"""A set of conditions made ready: which facts must be given, and the layers that follow from them.

A frame goes through Polars in layers (derived facts, then conditions), a third of what one inlined text for each
rule costs; one household goes through the same layers in plain values.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import polars as pl

from policies.language.conditions import Condition
from policies.language.derived import DERIVED, layers
from policies.language.facts import Fact
from policies.language.one_household import Row, value_of

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)


@dataclass(frozen=True)
class Program:
    """`given`: the columns a frame must have, with their types. `derivations`: layers, run in this order."""

    given: dict[str, pl.DataType]
    derivations: tuple[tuple[pl.Expr, ...], ...]
    conditions: tuple[Condition, ...]
    expressions: tuple[pl.Expr, ...]
    derived: tuple[str, ...]
    """In the order of `derivations`."""

    def one(self, known: Mapping[str, object]) -> Row:
        """Everything about one household: given facts (absent is `None`), derived ones and conditions."""
        row = self.scaled(known)
        for condition in self.conditions:
            row[condition.column] = value_of(condition.tree, row)
        return row

    def scaled(self, known: Mapping[str, object]) -> dict[str, object]:
        """The given facts and the derived ones, without the conditions."""
        row = {name: known.get(name) for name in self.given}
        for name in self.derived:
            row[name] = DERIVED[name].value(row)
        return row

    def many(self, frame: Frame) -> Frame:
        """The frame, which has the columns of `given`, with a column for each derived fact and condition."""
        for layer in self.derivations:
            frame = frame.with_columns(layer)
        return frame.with_columns(self.expressions)


def program(conditions: Iterable[Condition], kinds: Mapping[str, Fact]) -> Program:
    """`kinds`: every name that may be given."""
    distinct = list({condition.column: condition for condition in conditions}.values())
    given, derived = layers({name for condition in distinct for name in condition.names})
    return Program(
        given={name: _dtype(kinds[name]) for name in sorted(given)},
        derivations=tuple(tuple(pl.sql_expr(DERIVED[name].sql).alias(name) for name in layer) for layer in derived),
        conditions=tuple(distinct),
        expressions=tuple(condition.expression() for condition in distinct),
        derived=tuple(name for layer in derived for name in layer),
    )


def _dtype(fact: Fact) -> pl.DataType:
    match fact.kind:
        case "money" | "count" | "ratio":
            return pl.Int64()
        case "bool":
            return pl.Boolean()
        case "code":
            return pl.Enum(sorted(fact.codes))
        case "region":
            return pl.Categorical()
