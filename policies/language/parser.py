"""Reads a condition: comparisons, IN, sums, products, AND, OR, NOT. Nothing else parses."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from policies.language.syntax import Among, Arithmetic, Compare, Literal, Logic, Name, Node, SyntaxProblem


def parse(text: str) -> Node:
    """The tree of one condition; raises `SyntaxProblem`."""
    reader = _Reader(text)
    node = reader.disjunction()
    reader.expect("end")
    return node


_TOKEN: Final = re.compile(
    r"\s*(?:(?P<word>[A-Za-z_][A-Za-z0-9_]*)|(?P<number>\d+(?![\d.A-Za-z_]))|'(?P<text>[^']*)'"
    r"|(?P<sign><=|>=|<>|!=|[=<>()+*,-])|(?P<end>\Z))",
    re.ASCII,
)
_WORDS: Final = frozenset({"AND", "OR", "NOT", "IN", "TRUE", "FALSE"})
_COMPARISONS: Final = frozenset({"=", "<>", "!=", "<", "<=", ">", ">="})


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """(kind, text, place): kind is `word`, `number`, `text`, `end`, or the keyword or sign itself."""
    at = 0
    while True:
        found = _TOKEN.match(text, at)
        if found is None:
            raise SyntaxProblem(at, f"unexpected {text[at:].strip()[:12]!r}")
        kind = found.lastgroup or "end"
        value = found[kind]
        if kind == "sign" or (kind == "word" and value.upper() in _WORDS):
            kind = value.upper()
        yield kind, value, found.start(found.lastgroup or 0)
        if kind == "end":
            return
        at = found.end()


class _Reader:
    """Recursive descent, loosest binding first: OR, AND, NOT, comparison, + and -, *."""

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._next = 0

    def disjunction(self) -> Node:
        return self._chain("OR", self._conjunction)

    def expect(self, kind: str) -> str:
        found, value, at = self._tokens[self._next]
        if found != kind:
            raise SyntaxProblem(at, f"expected {kind}, found {value or 'the end'!r}")
        self._next += 1
        return value

    def _conjunction(self) -> Node:
        return self._chain("AND", self._negation)

    def _chain(self, operator: str, read: Callable[[], Node]) -> Node:
        at = self._at()
        parts: list[Node] = [read()]
        while self._take(operator):
            parts.append(read())
        return parts[0] if len(parts) == 1 else Logic(operator, tuple(parts), at)

    def _negation(self) -> Node:
        at = self._at()
        return Logic("NOT", (self._negation(),), at) if self._take("NOT") else self._comparison()

    def _comparison(self) -> Node:
        left, at = self._sum(), self._at()
        negated = self._take("NOT")
        if negated or self._kind() == "IN":
            self.expect("IN")
            return Among(left, self._options(), negated, at)
        if (operator := self._kind()) not in _COMPARISONS:
            return left
        self._next += 1
        return Compare("<>" if operator == "!=" else operator, left, self._sum(), at)

    def _options(self) -> tuple[Literal, ...]:
        self.expect("(")
        options = [self._literal()]
        while self._take(","):
            options.append(self._literal())
        self.expect(")")
        return tuple(options)

    def _sum(self) -> Node:
        left = self._product()
        while (operator := self._kind()) in ("+", "-"):
            at = self._at()
            self._next += 1
            left = Arithmetic(operator, left, self._product(), at)
        return left

    def _product(self) -> Node:
        left, at = self._atom(), self._at()
        while self._take("*"):
            left, at = Arithmetic("*", left, self._atom(), at), self._at()
        return left

    def _atom(self) -> Node:
        if self._take("("):
            inside = self.disjunction()
            self.expect(")")
            return inside
        if self._kind() == "word":
            at = self._at()
            return Name(self.expect("word"), at)
        return self._literal()

    def _literal(self) -> Literal:
        kind, value, at = self._tokens[self._next]
        if kind not in ("number", "text", "TRUE", "FALSE"):
            raise SyntaxProblem(at, f"expected a fact or a value, found {value or 'the end'!r}")
        self._next += 1
        if kind in ("TRUE", "FALSE"):
            return Literal(kind == "TRUE", at)
        return Literal(int(value) if kind == "number" else value, at)

    def _kind(self) -> str:
        return self._tokens[self._next][0]

    def _at(self) -> int:
        return self._tokens[self._next][2]

    def _take(self, kind: str) -> bool:
        taken = self._kind() == kind
        self._next += taken
        return taken
