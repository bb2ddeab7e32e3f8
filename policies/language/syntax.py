"""The tree of a condition: what the small SQL of the profiles can say, and nothing else.

There is no function, so nothing reaches a file or the network; no division, so no float; and no COALESCE and
no IS NULL, so no rule can turn an unknown fact into a known answer.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Literal:
    value: bool | int | str
    at: int


@dataclass(frozen=True, slots=True)
class Logic:
    """`AND` or `OR` of two or more parts, or `NOT` of one."""

    operator: str
    parts: "tuple[Node, ...]"
    at: int


@dataclass(frozen=True, slots=True)
class Compare:
    operator: str
    left: "Node"
    right: "Node"
    at: int


@dataclass(frozen=True, slots=True)
class Among:
    item: "Node"
    options: tuple[Literal, ...]
    negated: bool
    at: int


@dataclass(frozen=True, slots=True)
class Arithmetic:
    operator: str
    left: "Node"
    right: "Node"
    at: int


Node = Name | Literal | Logic | Compare | Among | Arithmetic


class SyntaxProblem(ValueError):
    """`at` counts characters from 0."""

    def __init__(self, at: int, problem: str) -> None:
        super().__init__(problem)
        self.at = at
        self.problem = problem


def render(node: Node) -> str:
    """SQL with every bracket written out, so that Polars reads the tree exactly as we did."""
    match node:
        case Name(text=text):
            return text
        case Literal(value=value):
            return _literal(value)
        case Logic(operator="NOT", parts=(part,)):
            return f"(NOT {render(part)})"
        case Logic(operator=operator, parts=parts):
            return "(" + f" {operator} ".join(map(render, parts)) + ")"
        case Among(item=item, options=options, negated=negated):
            listed = ", ".join(_literal(option.value) for option in options)
            return f"({render(item)} {'NOT IN' if negated else 'IN'} ({listed}))"
        case Compare(operator=operator, left=left, right=right) | Arithmetic(operator=operator, left=left, right=right):
            return f"({render(left)} {operator} {render(right)})"


def names_in(node: Node) -> tuple[str, ...]:
    """Every name once, in the order of the text."""
    if isinstance(node, Name):
        return (node.text,)
    return tuple(dict.fromkeys(name for part in parts_of(node) for name in names_in(part)))


def parts_of(node: Node) -> tuple[Node, ...]:
    match node:
        case Name() | Literal():
            return ()
        case Logic(parts=parts):
            return parts
        case Among(item=item):
            return (item,)
        case Compare(left=left, right=right) | Arithmetic(left=left, right=right):
            return (left, right)


def _literal(value: bool | int | str) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    # A bare literal would be Int32, whose products wrap silently.
    return f"CAST({value} AS BIGINT)" if isinstance(value, int) else f"'{value}'"
