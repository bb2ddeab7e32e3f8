"""A condition: SQL that is checked when it is loaded and parsed once for Polars."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from policies.errors import ProfileError
from policies.language.checker import check_truth_value
from policies.language.facts import Fact
from policies.language.parser import parse
from policies.language.syntax import Node, SyntaxProblem, names_in, render


@dataclass(frozen=True, slots=True)
class Condition:
    """`text` is the document's own words, `sql` the condition as the profile has it, `clause` where it stands: of a
    condition that every category asks not the category's.

    `names`: the facts it speaks of, in the order of its text, derived ones by their own name.
    `column`: where its value stands in a frame; equal conditions share it, so each is computed once.
    """

    id: str
    clause: str
    text: str
    sql: str
    tree: Node
    names: tuple[str, ...]
    column: str

    def expression(self) -> pl.Expr:
        return pl.sql_expr(render(self.tree)).alias(self.column)


def condition(
    file: str, rule: str, id: str, clause: str, text: str, sql: str, own_names: Mapping[str, Fact]
) -> Condition:
    """Check and compile one condition; `own_names` are the profile's parameters and numbers.

    Raises `ProfileError` naming file, rule and the character.
    """
    try:
        tree = parse(sql)
        check_truth_value(tree, own_names)
    except SyntaxProblem as bad:
        place = f"condition {id}, character {bad.at + 1}"
        raise ProfileError(file, rule, place, f"{bad.problem}, in: {sql}") from bad
    return Condition(id, clause, text, sql.strip(), tree, names_in(tree), f"condition: {sql}")
