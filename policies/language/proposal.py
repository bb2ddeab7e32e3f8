"""From conditions to a proposal, in three-valued logic.

An exclusion beats every category. Otherwise the first preferred category that is met is proposed: who meets one is in
hardship, whatever another says. What goes before it and is undetermined is told beside it (`undecided`), for the
household may be filed there yet; under a law that does not say that one is enough it leaves all open.

Said twice: in plain values for one household (half a millisecond less), as expressions for a million. A
property test holds the two together.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import takewhile
from operator import and_, or_

import polars as pl

from policies.language.conditions import Condition

EXCLUDED = "excluded"
PROPOSAL = "proposal"
UNDETERMINED = "undetermined"
NONE = "none"


def proposed(
    excluded: bool | None,
    admitted: bool | None,
    met: Mapping[str, bool | None],
    prefer: Sequence[str],
    *,
    met_is_enough: bool,
) -> str:
    """`met`: each category by its ordinal. `admitted`: by the rule to which the text delegates, if it does."""
    refused = None if admitted is None else not admitted
    for answer, question in ((EXCLUDED, excluded), (NONE, refused)):
        if question is not False:
            return answer if question else UNDETERMINED
    answers = [ordinal if met[ordinal] else UNDETERMINED for ordinal in prefer if met[ordinal] is not False]
    if met_is_enough:
        answers.sort(key=lambda answer: answer == UNDETERMINED)
    return next(iter(answers), NONE)


def undecided(proposal: str, met: Mapping[str, bool | None], prefer: Sequence[str]) -> tuple[str, ...]:
    """The categories that go before the proposed one and are not settled."""
    return tuple(ordinal for ordinal in takewhile(lambda one: one != proposal, prefer) if met[ordinal] is None)


def category_column(ordinal: str) -> str:
    return f"category {ordinal}"


def conclusions(
    exclusions: Sequence[tuple[Condition, ...]],
    admission_rule: tuple[Condition, ...] | None,
    categories: Mapping[str, tuple[Condition, ...]],
    prefer: Sequence[str],
    *,
    met_is_enough: bool,
) -> tuple[tuple[pl.Expr, ...], ...]:
    """Two layers over the conditions' columns: each category and `excluded` (nullable), then `proposal`."""
    refused = pl.lit(None, pl.Boolean) if admission_rule is None else ~_all(admission_rule)
    excluded = reduce(or_, [_all(conditions) for conditions in exclusions], pl.lit(False))
    met = [
        (_all(conditions) if conditions else ~refused).alias(category_column(ordinal))
        for ordinal, conditions in categories.items()
    ]
    proposal = _proposal(refused, prefer, met_is_enough=met_is_enough)
    return (*met, excluded.alias(EXCLUDED)), (proposal.alias(PROPOSAL),)


def _all(conditions: tuple[Condition, ...]) -> pl.Expr:
    return reduce(and_, [pl.col(condition.column) for condition in conditions], pl.lit(True))


def _proposal(refused: pl.Expr, prefer: Sequence[str], *, met_is_enough: bool) -> pl.Expr:
    answers = pl.Enum([UNDETERMINED, EXCLUDED, NONE, *prefer])  # whole texts would cost ten times as much

    def answered(text: str) -> pl.Expr:
        return pl.lit(text, answers)

    def decided(question: pl.Expr, when_true: str, when_false: pl.Expr) -> pl.Expr:
        known = pl.when(question).then(answered(when_true)).otherwise(when_false)
        return pl.when(question.is_null()).then(answered(UNDETERMINED)).otherwise(known)

    columns = {ordinal: pl.col(category_column(ordinal)) for ordinal in reversed(prefer)}
    answer = answered(NONE)
    if met_is_enough:
        any_open = reduce(or_, [column.is_null() for column in columns.values()])
        answer = pl.when(any_open).then(answered(UNDETERMINED)).otherwise(answer)
        for ordinal, column in columns.items():
            answer = pl.when(column).then(answered(ordinal)).otherwise(answer)
    else:
        for ordinal, column in columns.items():
            answer = decided(column, ordinal, answer)
    return decided(pl.col(EXCLUDED), EXCLUDED, decided(refused, NONE, answer))
