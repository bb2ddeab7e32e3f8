"""What a condition may say: known facts of the right kind, known codes, and only what fits 64 bits.

It refuses an unknown fact, a wrong type, an unknown literal of a coded fact, anything that is no truth value,
and any product that might wrap (a misspelt code would be silently false, a wrapped product silently wrong).
"""

from collections.abc import Mapping
from typing import Final

from policies.language.derived import DERIVED, NAMED_THROUGH
from policies.language.facts import FACTS, PROVINCES, Fact, is_region
from policies.language.syntax import Among, Arithmetic, Compare, Literal, Logic, Name, Node, SyntaxProblem


def check_truth_value(tree: Node, own_names: Mapping[str, Fact]) -> None:
    """Raises `SyntaxProblem` at the first thing that must not be there."""
    if _check(tree, {**DERIVED_AND_GIVEN, **own_names}).kind != "bool":
        raise SyntaxProblem(0, "is not a truth value")


DERIVED_AND_GIVEN: Final[dict[str, Fact]] = FACTS | {name: derived.fact for name, derived in DERIVED.items()}

_INT64_MAX: Final = 2**63 - 1
_NUMBERS: Final = ("money", "count", "ratio")


def _check(node: Node, names: Mapping[str, Fact]) -> Fact:
    """The kind and bound of a node; raises `SyntaxProblem` at what is wrong."""
    match node:
        case Name(text=text, at=at):
            if text in NAMED_THROUGH:
                raise SyntaxProblem(at, f"{text} is named through {NAMED_THROUGH[text]}")
            if text not in names:
                raise SyntaxProblem(at, f"unknown fact {text!r}")
            for needed in DERIVED[text].needs if text in DERIVED else ():
                if needed not in names:
                    raise SyntaxProblem(at, f"{text} needs the parameter {needed!r}")
            return names[text]
        case Literal(value=value, at=at):
            if isinstance(value, str):
                raise SyntaxProblem(at, "a text stands only beside a coded fact")
            return Fact("bool") if isinstance(value, bool) else Fact("count", _bounded(value, at))
        case Logic(operator=operator, parts=parts):
            for part in parts:
                if _check(part, names).kind != "bool":
                    raise SyntaxProblem(part.at, f"{operator} needs truth values")
            return Fact("bool")
        case Arithmetic(operator=operator, left=left, right=right, at=at):
            one, other = (_number(side, names, inside_product=operator == "*") for side in (left, right))
            largest = one * other if operator == "*" else one + other
            return Fact("money", _bounded(largest, at))
        case Among(item=item, options=options):
            fact = _coded(item, names)
            for option in options:
                _check_code(fact, option)
            return Fact("bool")
        case Compare():
            return _check_comparison(node, names)


def _check_comparison(node: Compare, names: Mapping[str, Fact]) -> Fact:
    for one, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(other, Literal) and isinstance(other.value, str):
            _only_equality(node)
            _check_code(_coded(one, names), other)
            return Fact("bool")
    left, right = _check(node.left, names), _check(node.right, names)
    if left.kind in _NUMBERS and right.kind in _NUMBERS:
        _number(node.left, names)
        _number(node.right, names)
    elif left.kind != right.kind or left.codes != right.codes:
        raise SyntaxProblem(node.at, f"{left.kind} is compared with {right.kind}")
    else:
        _only_equality(node)
    return Fact("bool")


def _number(node: Node, names: Mapping[str, Fact], *, inside_product: bool = False) -> int:
    fact = _check(node, names)
    if fact.kind not in _NUMBERS:
        raise SyntaxProblem(node.at, f"needs a number, found {fact.kind}")
    if isinstance(node, Name) and node.text == "heads" and not inside_product:
        # It is 1 when the members are unknown: right as a factor, wrong as a count.
        raise SyntaxProblem(node.at, "heads is only a factor: count with members")
    return fact.largest


def _coded(node: Node, names: Mapping[str, Fact]) -> Fact:
    fact = _check(node, names)
    if fact.kind not in ("code", "region"):
        raise SyntaxProblem(node.at, f"needs a coded fact, found {fact.kind}")
    return fact


def _check_code(fact: Fact, literal: Literal) -> None:
    known = isinstance(literal.value, str) and (
        literal.value in fact.codes
        if fact.kind == "code"
        else is_region(literal.value) and literal.value[:2] in PROVINCES
    )
    if not known:
        raise SyntaxProblem(literal.at, f"unknown code {literal.value!r}")


def _only_equality(node: Compare) -> None:
    if node.operator not in ("=", "<>"):
        raise SyntaxProblem(node.at, f"{node.operator} needs numbers")


def _bounded(largest: int, at: int) -> int:
    if largest > _INT64_MAX:
        raise SyntaxProblem(at, "may not fit 64 bits")
    return largest
