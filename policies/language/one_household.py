"""What a condition answers for one household, in plain Python: exact, three-valued, and what Polars answers for many.

Two ways to the same answer because one row through Polars costs ten times as much; property tests hold them together.
"""

from collections.abc import Mapping, Sequence

from policies.language.syntax import Among, Arithmetic, Compare, Literal, Logic, Name, Node

Row = Mapping[str, object]


def value_of(node: Node, row: Row) -> object:
    """The value of this node; `None` is unknown."""
    match node:
        case Name(text=text):
            return row[text]
        case Literal(value=value):
            return value
        case Logic(operator=operator, parts=parts):
            return kleene(operator, [value_of(part, row) for part in parts])
        case Among(item=item, options=options, negated=negated):
            found = value_of(item, row)
            return None if found is None else (found in [option.value for option in options]) != negated
        case Compare(operator=operator, left=left, right=right) | Arithmetic(operator=operator, left=left, right=right):
            return _combined(operator, value_of(left, row), value_of(right, row))


def kleene(operator: str, values: Sequence[object]) -> bool | None:
    """AND, OR or NOT over true, false and unknown: unknown only where the others leave it open."""
    if operator == "NOT":
        return None if values[0] is None else not values[0]
    decisive = operator == "OR"
    if decisive in values:
        return decisive
    return None if None in values else not decisive


def _combined(operator: str, left: object, right: object) -> object:
    if left is None or right is None:
        return None
    if operator in ("=", "<>"):
        return (left == right) == (operator == "=")
    assert isinstance(left, int)
    assert isinstance(right, int)
    match operator:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case "+":
            return left + right
        case "-":
            return left - right
        case _:
            return left * right
