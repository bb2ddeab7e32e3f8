"""A population that both sides judge: households of shantou with 5% unknown facts and 4% at a limit.

Written as bare arrays, so that a peer needs nothing but numpy to read it.
"""

from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

from lab.bench.peers.openfisca_shantou.columns import CAUSES, EMPLOYMENTS, MONEY, REGIONS, TRUTHS, UNKNOWN
from lab.bench.peers.openfisca_shantou.lines import in_force
from policies.language.facts import FACTS

FEN: Final = 100
MOST_MEMBERS: Final = 6
LIMITS_PERCENT: Final = (100, 150, 300)
EVERY: Final = 10_000
"""Chances are told in ten-thousandths."""
CODES: Final = {name: pl.Enum(sorted(fact.codes)) for name, fact in FACTS.items() if fact.kind == "code"}
FURTHER_TRUTHS: Final = {
    "on_dibao": 500,
    "wage_is_main_income": 9_000,
    "lives_long_term_in_city": 8_000,
    "restructuring_affected": 300,
    "rural_poverty_register": 300,
    "event_major": 300,
}
AT_A_LIMIT: Final = 400
NOT_KNOWN: Final = 500


def known(households: int, seed: int = 1) -> pl.DataFrame:
    """Fully known households, as `policies.judgement.engine` takes them: codes as text, money in fen."""
    draw = _Draw(seed)
    at_income, at_standard = draw.chance(AT_A_LIMIT // 2), draw.chance(AT_A_LIMIT // 2)
    offset = draw.below(3).cast(pl.Int64) - 1
    limit = draw.among([pl.lit(percent) for percent in LIMITS_PERCENT])
    frame = pl.select(pl.int_range(households, dtype=pl.UInt64).alias("household"))
    frame = frame.with_columns(
        region=draw.code(REGIONS, pl.Enum(REGIONS)),
        members=draw.below(MOST_MEMBERS).cast(pl.Int64) + 1,
        employment=draw.code(EMPLOYMENTS, CODES["employment"]),
        difficulty_found=draw.chance(500),
        migrant_worker=draw.chance(1_500),
        union_member=draw.chance(6_000),
        **{cause: draw.chance(chance) for cause, chance in CAUSES.items()},
    )
    line = lines().gather(frame["region"].to_physical()) * frame["members"]
    frame = frame.with_columns(
        household_income=pl.when(at_income)
        .then(line * limit // 100 + offset)
        .otherwise(draw.below(4 * EVERY).cast(pl.Int64) * line // EVERY),
        relief_total=pl.when(draw.chance(6_000)).then(0).otherwise(draw.below(5_000).cast(pl.Int64) * line // EVERY),
    )
    reach = pl.col("household_income") + pl.col("relief_total") - line + offset
    spent = pl.when(draw.chance(4_000)).then(0).otherwise(draw.below(2 * EVERY).cast(pl.Int64) * line // EVERY)
    return frame.with_columns(
        hardship_expenditure_total=pl.when(at_standard & (reach >= 0)).then(reach).otherwise(spent)
    )


def with_unknowns(frame: pl.DataFrame, seed: int = 2) -> pl.DataFrame:
    """Each fact unknown in 5% of the households; causes are told as a whole list or not at all."""
    draw = _Draw(seed)
    untold = draw.chance(NOT_KNOWN)
    facts = [name for name in (*MONEY, "members", "employment", *TRUTHS) if name not in CAUSES]
    return frame.with_columns(
        *(pl.when(draw.chance(NOT_KNOWN)).then(None).otherwise(pl.col(name)).alias(name) for name in facts),
        *(pl.when(untold).then(None).otherwise(pl.col(cause)).alias(cause) for cause in CAUSES),
    )


def further(frame: pl.DataFrame, seed: int = 3) -> pl.DataFrame:
    """With what the other documents ask: facts that shantou's does not know."""
    draw = _Draw(seed)
    return frame.with_columns(
        can_work=pl.min_horizontal("members", draw.below(3).cast(pl.Int64)),
        employed_members=draw.below(2).cast(pl.Int64),
        contract_months=draw.below(36).cast(pl.Int64),
        employer_kind=draw.code(["enterprise", "state_run_enterprise", "public_institution"], CODES["employer_kind"]),
        **{
            name: draw.code(REGIONS, pl.Enum(REGIONS)).cast(pl.Categorical)
            for name in ("employer_region", "union_region", "hukou_region")
        },
        **{name: draw.chance(chance) for name, chance in FURTHER_TRUTHS.items()},
    )


def lines() -> pl.Series:
    """The dibao line of each region in fen, in the regions' order."""
    return pl.Series("dibao_line", [in_force(region) * FEN for region in REGIONS], pl.Int64)


def write(frame: pl.DataFrame, folder: Path) -> None:
    """A file of whole numbers for each column: codes by their place in the list, unknown as `UNKNOWN`."""
    for name in frame.columns:
        if name == "household":
            continue
        column = frame[name]
        codes = {"region": REGIONS, "employment": EMPLOYMENTS}.get(name)
        if codes is not None:
            places = {code: place for place, code in enumerate(codes)}
            column = column.cast(pl.String).replace_strict(places, return_dtype=pl.Int8)
        kind = "q" if name in MONEY else "b"
        whole = column.cast(pl.Int64 if name in MONEY else pl.Int8).fill_null(UNKNOWN)
        (folder / f"{name}.{kind}").write_bytes(array(kind, whole.to_list()).tobytes())


class _Draw:
    """Draws that are the same in every run, each of its own: a hash of the row's number."""

    def __init__(self, seed: int) -> None:
        self._seed = seed * 1_000

    def below(self, most: int) -> pl.Expr:
        self._seed += 1
        return pl.int_range(pl.len(), dtype=pl.UInt64).hash(self._seed) % most

    def chance(self, of_ten_thousand: int) -> pl.Expr:
        return self.below(EVERY) < of_ten_thousand

    def code(self, options: Sequence[str], kind: pl.Enum) -> pl.Expr:
        return self.among([pl.lit(option, kind) for option in options])

    def among(self, options: list[pl.Expr]) -> pl.Expr:
        place = self.below(len(options))
        answer = options[-1]
        for number, option in enumerate(options[:-1]):
            answer = pl.when(place == number).then(option).otherwise(answer)
        return answer
