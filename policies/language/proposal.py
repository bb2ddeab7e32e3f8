"""From conditions to a proposal, in three-valued logic.

An exclusion beats every category. Otherwise the first preferred category that is met is proposed; one before
it that is undetermined leaves the proposal undetermined, for it could still be that one.

Said twice: in plain values for one household (half a millisecond less), as expressions for a million. A
property test holds the two together.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import and_, or_

import polars as pl

from policies.language.conditions import Condition

EXCLUDED = "excluded"
PROPOSAL = "proposal"
UNDETERMINED = "undetermined"
NONE = "none"


def proposed(
    excluded: bool | None, admitted: bool | None, met: Mapping[str, bool | None], prefer: Sequence[str]
) -> str:
    """`met`: each category by its ordinal. `admitted`: by the rule to which the text delegates, if it does."""
    refused = None if admitted is None else not admitted
    questions = [(EXCLUDED, excluded), (NONE, refused), *((ordinal, met[ordinal]) for ordinal in prefer)]
    for answer, question in questions:
        if question is not False:
            return answer if question else UNDETERMINED
    return NONE


def category_column(ordinal: str) -> str:
    return f"category {ordinal}"


def conclusions(
    exclusions: Sequence[tuple[Condition, ...]],
    admission_rule: tuple[Condition, ...] | None,
    categories: Mapping[str, tuple[Condition, ...]],
    prefer: Sequence[str],
) -> tuple[tuple[pl.Expr, ...], ...]:
    """Two layers over the conditions' columns: each category and `excluded` (nullable), then `proposal`."""
    excluded = reduce(or_, [_all(conditions) for conditions in exclusions], pl.lit(False))
    met = [_all(conditions).alias(category_column(ordinal)) for ordinal, conditions in categories.items()]
    refused = pl.lit(None, pl.Boolean) if admission_rule is None else ~_all(admission_rule)
    return (*met, excluded.alias(EXCLUDED)), (_proposal(refused, prefer).alias(PROPOSAL),)


def _all(conditions: tuple[Condition, ...]) -> pl.Expr:
    return reduce(and_, [pl.col(condition.column) for condition in conditions], pl.lit(True))


def _proposal(refused: pl.Expr, prefer: Sequence[str]) -> pl.Expr:
    answers = pl.Enum([UNDETERMINED, EXCLUDED, NONE, *prefer])  # whole texts would cost ten times as much

    def answered(text: str) -> pl.Expr:
        return pl.lit(text, answers)

    def decided(question: pl.Expr, when_true: str, when_false: pl.Expr) -> pl.Expr:
        known = pl.when(question).then(answered(when_true)).otherwise(when_false)
        return pl.when(question.is_null()).then(answered(UNDETERMINED)).otherwise(known)

    answer = answered(NONE)
    for ordinal in reversed(prefer):
        answer = decided(pl.col(category_column(ordinal)), ordinal, answer)
    return decided(pl.col(EXCLUDED), EXCLUDED, decided(refused, NONE, answer))
