"""The door for a frame of households: the same checks as for one, a column at a time."""

from collections.abc import Mapping, Sequence

import polars as pl

from policies.errors import FactError
from policies.facts import Fact, is_region


def checked_frame(
    given: Mapping[str, pl.DataType],
    kinds: Mapping[str, Fact],
    numbers: Mapping[str, int],
    frame: pl.DataFrame,
    keep: Sequence[str],
) -> pl.DataFrame:
    """The columns `keep` and `given`, right in type and range; raises `FactError` on any other column."""
    for name in frame.columns:
        if name not in keep and (name not in kinds or name in numbers):
            raise FactError(name, "fact.unknown_name")
    columns = [_column(name, dtype, kinds[name], numbers, frame) for name, dtype in given.items()]
    # Added first: a selection of constants alone would lose the number of rows.
    return frame.with_columns(columns).select(*keep, *given)


def _column(name: str, dtype: pl.DataType, fact: Fact, numbers: Mapping[str, int], frame: pl.DataFrame) -> pl.Expr:
    if name in numbers:
        return pl.lit(numbers[name], dtype).alias(name)
    if name not in frame.columns:
        return pl.lit(False if fact.is_an_act else None, dtype).alias(name)
    _check(name, dtype, fact, frame[name])
    column = pl.col(name).cast(dtype)
    return column.fill_null(False) if fact.is_an_act else column


def _check(name: str, dtype: pl.DataType, fact: Fact, values: pl.Series) -> None:
    if values.dtype == pl.Null:
        return
    if not (values.dtype.is_integer() if dtype == pl.Int64 else values.dtype == dtype):
        raise FactError(name, "fact.type")
    if dtype == pl.Int64:
        smallest = -fact.largest if fact.signed else fact.smallest
        if not values.drop_nulls().is_between(smallest, fact.largest).all():
            raise FactError(name, "fact.range")
    elif dtype == pl.String:
        codes = values.drop_nulls().unique().to_list()
        if not all(is_region(code) if fact.kind == "region" else code in fact.codes for code in codes):
            raise FactError(name, "fact.code")
