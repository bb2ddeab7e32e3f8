"""The door for a frame of households: the same checks as for one, a column at a time."""

from collections.abc import Mapping, Sequence

import polars as pl

from policies.errors import FactError
from policies.language.facts import Fact, is_region


def checked_frame(
    given: Mapping[str, pl.DataType],
    kinds: Mapping[str, Fact],
    numbers: Mapping[str, int],
    frame: pl.DataFrame,
    keep: Sequence[str],
) -> pl.DataFrame:
    """The columns `keep` and `given`, right in range and type; raises `FactError` on any other column."""
    for name in frame.columns:
        if name not in keep and (name not in kinds or name in numbers):
            raise FactError(name, "fact.unknown_name")
    _refuse_out_of_range({name: kinds[name] for name, dtype in given.items() if dtype == pl.Int64}, numbers, frame)
    columns = [_column(name, dtype, kinds[name], numbers, frame) for name, dtype in given.items()]
    # Added first: a selection of constants alone would lose the number of rows.
    return frame.with_columns(columns).select(*keep, *given)


def _refuse_out_of_range(facts: Mapping[str, Fact], numbers: Mapping[str, int], frame: pl.DataFrame) -> None:
    """All columns at once, each on a thread of its own."""
    inside = {
        name: pl.col(name).is_between(-fact.largest if fact.signed else fact.smallest, fact.largest).all()
        for name, fact in facts.items()
        if name not in numbers and name in frame.columns and frame.schema[name].is_integer()
    }
    found = frame.lazy().select(**inside).collect().row(0, named=True) if inside else {}
    for name, every in found.items():
        if not every:
            raise FactError(name, "fact.range")


def _column(
    name: str, dtype: pl.DataType, fact: Fact, numbers: Mapping[str, int], frame: pl.DataFrame
) -> pl.Expr | pl.Series:
    if name in numbers:
        return pl.lit(numbers[name], dtype).alias(name)
    if name not in frame.columns:
        return pl.lit(False if fact.is_a_finding else None, dtype).alias(name)
    column = _checked(name, dtype, fact, frame[name])
    return column.fill_null(False) if fact.is_a_finding else column


def _checked(name: str, dtype: pl.DataType, fact: Fact, values: pl.Series) -> pl.Series:
    """The column as `dtype`, when every value that it has is one of this fact's kind."""
    if values.dtype == pl.Null:
        return values.cast(dtype)
    if not _is_of(values.dtype, dtype):
        raise FactError(name, "fact.type")
    if fact.kind == "region" and not all(map(is_region, values.drop_nulls().unique().to_list())):
        raise FactError(name, "fact.code")
    column = values.cast(dtype, strict=False)
    if column.null_count() != values.null_count():  # a code that is none of the Enum's
        raise FactError(name, "fact.code")
    return column


def _is_of(given: pl.DataType, dtype: pl.DataType) -> bool:
    """Codes may come as text or made ready as categories, which is a tenth of the work."""
    if dtype == pl.Int64:
        return given.is_integer()
    return given == dtype or (dtype != pl.Boolean and given in (pl.String, pl.Enum, pl.Categorical))
