"""What a household lives on, drawn so that it falls into one category of shantou-2016, limits included."""

from __future__ import annotations

from random import Random

import msgspec

AT_LIMIT_SHARE = 0.12
DIBAO_SHARE = 0.5
YUAN = 100


class Budget(msgspec.Struct):
    """Fen a month for the whole household."""

    income: int
    relief: int = 0
    hardship: int = 0
    on_dibao: bool = False


def first_category(rng: Random, threshold: int) -> Budget:
    """Income below the line; on dibao or not yet; in difficulty after it."""
    if rng.random() < AT_LIMIT_SHARE:
        return Budget(income=threshold - 1, hardship=rng.randrange(0, 500) * YUAN)
    income = whole_yuan(threshold * rng.randrange(20, 90) // 100)
    if rng.random() < DIBAO_SHARE:
        return Budget(income, threshold - income, rng.randrange(150, 1200) * YUAN, on_dibao=True)
    return Budget(income, hardship=rng.randrange(0, 600) * YUAN)


def second_category(rng: Random, threshold: int) -> Budget:
    """Above the line, at most one and a half times it, pushed below by expenditure."""
    at_limit = rng.random() < AT_LIMIT_SHARE
    limit = threshold * 3 // 2
    income = limit if at_limit else whole_yuan(rng.randrange(threshold + YUAN, limit))
    return Budget(income, hardship=_pushes_below(rng, income, threshold))


def third_category(rng: Random, threshold: int) -> Budget:
    """At most three times the line, with a large expenditure; exactly the line belongs here too."""
    drawn = rng.random()
    if drawn < AT_LIMIT_SHARE / 2:
        income = threshold
    elif drawn < AT_LIMIT_SHARE:
        income = threshold * 3
    else:
        income = whole_yuan(rng.randrange(threshold * 3 // 2 + YUAN, threshold * 3))
    return Budget(income, hardship=_pushes_below(rng, income, threshold))


CATEGORIES = {"1": first_category, "2": second_category, "3": third_category}


def whole_yuan(fen: int) -> int:
    return fen // YUAN * YUAN


def _pushes_below(rng: Random, income: int, threshold: int) -> int:
    """Expenditure that leaves less than the line; by one fen now and then."""
    if rng.random() < AT_LIMIT_SHARE:
        return income - threshold + 1
    return income - threshold + rng.randrange(100, 1500) * YUAN
