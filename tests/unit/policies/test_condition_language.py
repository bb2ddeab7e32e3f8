"""The tree that we read, what Polars answers for it, and what plain Python answers, are one."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.language.one_household import value_of
from policies.language.parser import parse
from policies.language.syntax import render
from policies.language.unknowns import undecided_names

numbers = st.recursive(
    st.sampled_from(["a", "b", "0", "1", "2"]),
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from("+-*"), inner),
    max_leaves=3,
)
truths = st.recursive(
    st.one_of(
        st.sampled_from(["p", "q", "TRUE", "FALSE", "c IN ('x', 'y')", "c NOT IN ('x')", "c = 'x'", "c <> 'y'"]),
        st.builds("{} {} {}".format, numbers, st.sampled_from(["<", "<=", ">", ">=", "=", "<>"]), numbers),
    ),
    lambda inner: st.one_of(
        st.builds("{} AND {}".format, inner, inner),
        st.builds("{} OR {}".format, inner, inner),
        st.builds("NOT {}".format, inner),
        st.builds("({})".format, inner),
    ),
    max_leaves=6,
)
rows = st.fixed_dictionaries(
    {
        "a": st.one_of(st.none(), st.integers(-3, 3)),
        "b": st.one_of(st.none(), st.integers(-3, 3)),
        "p": st.one_of(st.none(), st.booleans()),
        "q": st.one_of(st.none(), st.booleans()),
        "c": st.sampled_from([None, "x", "y", "z"]),
    }
)
SCHEMA = {"a": pl.Int64, "b": pl.Int64, "p": pl.Boolean, "q": pl.Boolean, "c": pl.String}


@settings(max_examples=300)
@given(truths, rows)
def test_polars_and_plain_python_answer_the_same(sql: str, row: dict[str, object]) -> None:
    tree = parse(sql)
    frame = pl.DataFrame([row], schema=SCHEMA)
    expected = value_of(tree, row)
    assert frame.select(pl.sql_expr(sql).alias("answer"))["answer"].to_list() == [expected]
    assert frame.select(pl.sql_expr(render(tree)).alias("answer"))["answer"].to_list() == [expected]
    assert (undecided_names(tree, row) == set()) == (expected is not None)


def test_beside_a_part_that_decides_nothing_else_matters() -> None:
    tree = parse("(p AND a < b) OR q")
    assert undecided_names(tree, {"p": False, "a": None, "b": 1, "q": None, "c": None}) == {"q"}
    assert undecided_names(tree, {"p": None, "a": None, "b": 1, "q": None, "c": None}) == {"p", "a", "q"}
    assert undecided_names(tree, {"p": None, "a": None, "b": 1, "q": True, "c": None}) == set()
