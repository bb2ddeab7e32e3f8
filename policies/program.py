"""A set of conditions made ready for Polars: which columns must be given, and the layers that follow from them.

Layers (derived facts, then conditions) cost a third of one inlined text for each rule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from policies.conditions import Condition
from policies.derived import DERIVED, Row, layers
from policies.facts import Fact


@dataclass(frozen=True)
class Program:
    """`given`: the columns a frame must have, with their types. `derivations`: layers, run in this order."""

    given: dict[str, pl.DataType]
    derivations: tuple[tuple[pl.Expr, ...], ...]
    conditions: tuple[pl.Expr, ...]
    derived: tuple[str, ...]

    def one(self, known: Mapping[str, object]) -> Row:
        """Everything about one household: given facts (absent is `None`), derived ones and conditions."""
        given = {name: known.get(name) for name in self.given}
        frame = self._derived(pl.DataFrame([tuple(given.values())], schema=self.given, orient="row"))
        return {**given, **frame.select(*self.conditions, *self.derived).row(0, named=True)}

    def many(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame, which has the columns of `given`, with a column for each derived fact and condition."""
        return self._derived(frame).with_columns(self.conditions)

    def _derived(self, frame: pl.DataFrame) -> pl.DataFrame:
        for layer in self.derivations:
            frame = frame.with_columns(layer)
        return frame


def program(conditions: Iterable[Condition], kinds: Mapping[str, Fact]) -> Program:
    """`kinds`: every name that may be given."""
    distinct = list({condition.column: condition for condition in conditions}.values())
    given, derived = layers({name for condition in distinct for name in condition.names})
    return Program(
        given={name: _dtype(kinds[name]) for name in sorted(given)},
        derivations=tuple(tuple(pl.sql_expr(DERIVED[name].sql).alias(name) for name in layer) for layer in derived),
        conditions=tuple(condition.expression() for condition in distinct),
        derived=tuple(name for layer in derived for name in layer),
    )


def _dtype(fact: Fact) -> pl.DataType:
    match fact.kind:
        case "money" | "count" | "ratio":
            return pl.Int64()
        case "bool":
            return pl.Boolean()
        case "code" | "region":
            return pl.String()
