"""What a household lives on, drawn so that it falls into one category of its document, limits included."""

from __future__ import annotations

from random import Random

import msgspec

from agencies.people.places import Place

AT_LIMIT_SHARE = 0.12
DIBAO_SHARE = 0.5
YUAN = 100


class Budget(msgspec.Struct):
    """Fen a month for the whole household."""

    income: int
    relief: int = 0
    hardship: int = 0
    on_dibao: bool = False


def below_the_line(rng: Random, place: Place, heads: int) -> Budget:
    """Income below the line; on dibao or not yet; in difficulty after it."""
    threshold = place.line * heads
    if rng.random() < AT_LIMIT_SHARE:
        return Budget(income=threshold - 1, hardship=rng.randrange(0, 500) * YUAN)
    income = whole_yuan(threshold * rng.randrange(20, 90) // 100)
    if rng.random() < DIBAO_SHARE:
        return Budget(income, threshold - income, rng.randrange(150, 1200) * YUAN, on_dibao=True)
    return Budget(income, hardship=rng.randrange(0, 600) * YUAN)


def slightly_above(rng: Random, place: Place, heads: int) -> Budget:
    """Above the line, at most one and a half times it, pushed below by expenditure."""
    threshold = place.line * heads
    at_limit = rng.random() < AT_LIMIT_SHARE
    limit = threshold * 3 // 2
    income = limit if at_limit else whole_yuan(rng.randrange(threshold + YUAN, limit))
    return Budget(income, hardship=_pushes_below(rng, income, threshold))


def struck(rng: Random, place: Place, heads: int) -> Budget:
    """At most three times the line, with a large expenditure; exactly the line belongs here too."""
    threshold = place.line * heads
    drawn = rng.random()
    if drawn < AT_LIMIT_SHARE / 2:
        income = threshold
    elif drawn < AT_LIMIT_SHARE:
        income = threshold * 3
    else:
        income = whole_yuan(rng.randrange(threshold * 3 // 2 + YUAN, threshold * 3))
    return Budget(income, hardship=_pushes_below(rng, income, threshold))


def well_above(rng: Random, place: Place, heads: int) -> Budget:
    """Above the limit of 略高于 without a ceiling, with a large expenditure; by one fen now and then."""
    threshold, limit = place.line * heads, place.near_line * heads
    at_limit = rng.random() < AT_LIMIT_SHARE
    income = limit + 1 if at_limit else whole_yuan(rng.randrange(limit + YUAN, threshold * 5))
    return Budget(income, hardship=_pushes_below(rng, income, threshold))


def at_the_line(rng: Random, place: Place, heads: int) -> Budget:
    """Neither below the line nor above it; an expenditure brings the difficulty."""
    threshold = place.line * heads
    return Budget(threshold, hardship=_pushes_below(rng, threshold, threshold))


def on_dibao(rng: Random, place: Place, heads: int) -> Budget:
    """On dibao, and in difficulty all the same."""
    threshold = place.line * heads
    income = whole_yuan(threshold * rng.randrange(20, 90) // 100)
    return Budget(income, threshold - income, rng.randrange(150, 1200) * YUAN, on_dibao=True)


def on_too_little_dibao(rng: Random, place: Place, heads: int) -> Budget:
    """On dibao that does not reach the line; nothing costs more than it does others."""
    threshold = place.line * heads
    income = whole_yuan(threshold * rng.randrange(20, 70) // 100)
    return Budget(income, (threshold - income) * rng.randrange(50, 95) // 100, on_dibao=True)


def out_of_every_group(rng: Random, place: Place, heads: int) -> Budget:
    """Income and living standard at the line or a little above it, by itself or by dibao."""
    threshold = place.line * heads
    if rng.random() < DIBAO_SHARE:
        income = whole_yuan(threshold * rng.randrange(20, 90) // 100)
        return Budget(income, threshold - income, on_dibao=True)
    return Budget(
        threshold if rng.random() < AT_LIMIT_SHARE else whole_yuan(threshold * rng.randrange(101, 150) // 100)
    )


def not_on_dibao(rng: Random, place: Place, heads: int) -> Budget:
    """Income below the line, or at it and above with a living standard below."""
    threshold = place.line * heads
    if rng.random() < DIBAO_SHARE:
        return Budget(whole_yuan(threshold * rng.randrange(20, 100) // 100), hardship=rng.randrange(1, 600) * YUAN)
    return above_and_not_on_dibao(rng, place, heads)


def above_and_not_on_dibao(rng: Random, place: Place, heads: int) -> Budget:
    """Income at the line or above, a living standard below it."""
    threshold = place.line * heads
    income = threshold * rng.choice((1, 2)) if rng.random() < AT_LIMIT_SHARE else whole_yuan(_above(rng, threshold))
    return Budget(income, hardship=_pushes_below(rng, income, threshold))


def within_low_income(rng: Random, place: Place, heads: int) -> Budget:
    """At most the low-income standard, which belongs to it; difficulty is not asked for."""
    limit = place.low_income * heads
    income = limit if rng.random() < AT_LIMIT_SHARE else whole_yuan(limit * rng.randrange(20, 100) // 100)
    relief = place.line * heads - income
    if relief > 0 and rng.random() < DIBAO_SHARE:
        return Budget(income, relief, rng.randrange(0, 800) * YUAN, on_dibao=True)
    return Budget(income, hardship=rng.randrange(0, 600) * YUAN)


def poor_through_expenditure(rng: Random, place: Place, heads: int) -> Budget:
    """Above the low-income standard and below 1,060 yuan a head; what is left is at most the poverty standard."""
    drawn, floor, ceiling = rng.random(), place.low_income * heads, 106_000 * heads
    if drawn < AT_LIMIT_SHARE:
        income = floor + 1 if drawn < AT_LIMIT_SHARE / 2 else ceiling - 1
    else:
        income = whole_yuan(rng.randrange(floor + YUAN, ceiling))
    left_over = 0 if rng.random() < AT_LIMIT_SHARE else rng.randrange(100, 800) * YUAN
    return Budget(income, hardship=income - place.poverty * heads + left_over)


def whole_yuan(fen: int) -> int:
    return fen // YUAN * YUAN


def _above(rng: Random, threshold: int) -> int:
    return rng.randrange(threshold + YUAN, threshold * 3)


def _pushes_below(rng: Random, income: int, threshold: int) -> int:
    """Expenditure that leaves less than the line; by one fen now and then."""
    if rng.random() < AT_LIMIT_SHARE:
        return income - threshold + 1
    return income - threshold + rng.randrange(100, 1500) * YUAN
