"""Facts that follow from other facts, as SQL and in plain values, and which given facts each rests on.

Amounts are never divided. With `members` known everything is a household total and `heads` = members;
with `members` unknown everything is per head and `heads` = 1. So a rule that says "per head below the line"
is written `income < dibao_line * heads` and is exact in both cases.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from kernel.causes import Cause
from kernel.fen import FEN_MAX
from policies.language.facts import BANDS, BASIS_POINTS, HEADS_MAX, PER_HEAD_MAX, RATIO_MAX, Fact
from policies.language.one_household import Row, kleene, value_of
from policies.language.parser import parse
from policies.language.syntax import Node
from policies.language.unknowns import undecided_names


@dataclass(frozen=True, slots=True)
class Derived:
    """`needs`: what the SQL names. `rests_on`: the given facts that count in this household.

    `value`: what the SQL answers for one household.
    """

    fact: Fact
    sql: str
    value: Callable[[Row], object]
    needs: tuple[str, ...]
    rests_on: Callable[[Row], list[str]]
    trees: tuple[Node, ...] = ()
    """The conditions, as profiles have them, that the SQL is made of: where an answer turns is sought in them."""


_SCALED_MAX: Final = max(FEN_MAX, PER_HEAD_MAX * HEADS_MAX)


def _amount(total: str, per_head: str, canonical: tuple[str, ...]) -> Derived:
    """A monthly amount on the scale of `heads`. The total goes first: a per-head figure may be rounded."""

    def rests_on(row: Row) -> list[str]:
        if row["members"] is None and row[per_head] is not None:
            return [per_head]
        if row[total] is not None:
            return [total, "members"]
        if row[per_head] is not None:
            return [per_head, "members"]
        return list(canonical)

    def value(row: Row) -> object:
        if row["members"] is None:
            return row[per_head]
        return _product(row, per_head, "members") if row[total] is None else row[total]

    sql = f"CASE WHEN members IS NULL THEN {per_head} ELSE COALESCE({total}, {per_head} * members) END"
    return Derived(Fact("money", _SCALED_MAX), sql, value, (total, per_head, "members"), rests_on)


def _sum_or_given(parts: tuple[str, ...], sql: str, given: str) -> Derived:
    """A sum of amounts, or the per-head figure when the sum is unknown and somebody gave the figure."""

    def rests_on(row: Row) -> list[str]:
        beneath = list(dict.fromkeys(name for part in parts for name in DERIVED[part].rests_on(row)))
        summed = all(row[part] is not None for part in parts)
        return beneath if summed or row[given] is None else [given]

    tree = parse(sql)

    def value(row: Row) -> object:
        total = value_of(tree, row)
        return _product(row, given, "heads") if total is None else total

    needs = (*parts, given, "heads")
    fact = Fact("money", 4 * _SCALED_MAX, signed=True)
    return Derived(fact, f"COALESCE({sql}, {given} * heads)", value, needs, rests_on)


def _plain(sql: str, *needs: str) -> Derived:
    tree = parse(sql)
    return Derived(Fact("bool"), sql, lambda row: value_of(tree, row), needs, lambda row: list(needs), (tree,))


def _at_most(fact: str, limit: str, *, a_head: bool = False, known_by: str | None = None) -> Derived:
    """Whether a household owns no more than its place allows. `known_by`: a wider count, which decides as well when it
    is within the limit."""
    bound = f"{limit} * members" if a_head else limit
    sql = f"{fact} <= {bound}" + (f" OR {known_by} <= {bound}" if known_by else "")
    return _plain(sql, *([fact, known_by] if known_by else [fact]), limit, *(["members"] if a_head else []))


def _known_at_the_ends(kept: str, passed: str, *needs: str) -> Derived:
    """Of a band: true where the one condition is met, false where the other is, and open between the two."""
    is_kept, is_passed = parse(kept), parse(passed)

    def value(row: Row) -> bool | None:
        if value_of(is_kept, row):
            return True
        return False if value_of(is_passed, row) else None

    sql = f"CASE WHEN {kept} THEN TRUE WHEN {passed} THEN FALSE ELSE NULL END"
    return Derived(Fact("bool"), sql, value, needs, lambda row: list(needs), (is_kept, is_passed))


def _all_of(*parts: str) -> Derived:
    """Every part holds; it rests on what they rest on."""
    joined = _plain(" AND ".join(parts), *parts)

    def rests_on(row: Row) -> list[str]:
        return list(dict.fromkeys(name for part in parts for name in DERIVED[part].rests_on(row)))

    return replace(joined, rests_on=rests_on)


def _product(row: Row, one: str, other: str) -> int | None:
    left, right = row[one], row[other]
    return left * right if isinstance(left, int) and isinstance(right, int) else None


def _marginal_limit(row: Row) -> int | None:
    amount = row["dibao_marginal_amount"]
    return amount * BASIS_POINTS if isinstance(amount, int) else _product(row, "dibao_line", "dibao_marginal_ratio")


def _of_the_kind(*causes: Cause, finding: str = "of_the_kind") -> Derived:
    """Whether one of these causes is there and a reviewer found it to be of the kind that the clause lists.

    A text with two lists asks twice: what burdens a family, and what befell it at once (`of_the_event_kind`).

    A finding speaks of a cause that is there: of one that is not told it says nothing.
    """
    pairs = [(f"cause_{cause}", f"{finding}_{cause}") for cause in causes]

    def value(row: Row) -> bool | None:
        return kleene("OR", [row[found] if row[cause] else row[cause] for cause, found in pairs])

    def rests_on(row: Row) -> list[str]:
        return [*(cause for cause, _ in pairs), *(found for cause, found in pairs if row[cause])]

    sql = " OR ".join(f"(CASE WHEN {cause} THEN {found} ELSE {cause} END)" for cause, found in pairs)
    return Derived(Fact("bool"), sql, value, tuple(name for pair in pairs for name in pair), rests_on)


UNLISTED: Final = (
    Cause.NO_LABOUR_CAPACITY,
    Cause.ABLE_BUT_UNEMPLOYED,
    Cause.LAID_OFF,
    Cause.NO_SOCIAL_INSURANCE,
    Cause.BENEFITS_NOT_DELIVERED,
    Cause.OTHER,
)
"""What no text lists beside illness, schooling or a blow of fate: whether 等 means it, a reviewer says."""


PROPERTY_LIMITS: Final = (
    "houses_within_limit",
    "house_area_within_limit",
    "vehicles_within_limit",
    "cars_within_limit",
    "firms_led_within_limit",
    "firm_capital_within_limit",
    "deposits_within_limit",
)


def _unless_true(row: Row) -> bool | None:
    return False if row["cause_other"] is False else None


DERIVED: Final[dict[str, Derived]] = {
    "heads": Derived(
        Fact("count", HEADS_MAX),
        "COALESCE(members, 1)",
        lambda row: 1 if row["members"] is None else row["members"],
        ("members",),
        lambda row: [] if row["members"] is None else ["members"],
    ),
    "income": _amount("household_income", "income_per_capita", ("household_income", "members")),
    "relief": _amount("relief_total", "relief_per_capita", ("relief_per_capita",)),
    "hardship_expenditure": _amount(
        "hardship_expenditure_total", "hardship_expenditure_per_capita", ("hardship_expenditure_per_capita",)
    ),
    "union_aid": _amount("union_aid_total", "union_aid_per_capita", ("union_aid_per_capita",)),
    "living_standard": _sum_or_given(
        ("income", "relief", "hardship_expenditure"),
        "income + relief - hardship_expenditure",
        "living_standard_per_capita",
    ),
    "living_standard_with_aid": _sum_or_given(
        ("living_standard", "union_aid"),
        "living_standard + union_aid",
        "living_standard_with_aid_per_capita",
    ),
    # 略高于低保线: up to a multiple of the line, or up to an amount where the region sets one instead. Per head, and
    # in basis points of fen, so that it stays exact.
    "dibao_marginal_limit": Derived(
        Fact("money", PER_HEAD_MAX * RATIO_MAX),
        "COALESCE(dibao_marginal_amount * CAST(10000 AS BIGINT), dibao_line * dibao_marginal_ratio)",
        _marginal_limit,
        ("dibao_marginal_amount", "dibao_line", "dibao_marginal_ratio"),
        lambda row: (
            ["dibao_line", "dibao_marginal_ratio"]
            if row["dibao_marginal_amount"] is None
            else ["dibao_marginal_amount"]
        ),
    ),
    "underemployed": _plain("can_work > employed_members", "can_work", "employed_members"),
    "zero_employment": _plain("can_work > 0 AND employed_members = 0", "can_work", "employed_members"),
    # A serious illness is an illness (docs/domain.md#causes-of-hardship).
    "illness": _plain("cause_illness OR cause_serious_illness", "cause_illness", "cause_serious_illness"),
    # 等, 其他(特殊)原因: of the kind listed before it, which a reviewer finds cause by cause (docs/domain.md#readings).
    **{f"{cause}_of_the_kind": _of_the_kind(cause) for cause in Cause},
    "unlisted_cause_of_the_kind": _of_the_kind(*UNLISTED),
    **{f"{cause}_of_the_event_kind": _of_the_kind(cause, finding="of_the_event_kind") for cause in Cause},
    "unlisted_cause_of_the_event_kind": _of_the_kind(*UNLISTED, finding="of_the_event_kind"),
    # What a place allows a household to own (docs/domain.md#property): each limit is a parameter of the place.
    "houses_within_limit": _at_most("houses", "houses_max"),
    "house_area_within_limit": _at_most("house_area_m2", "house_area_per_head_max", a_head=True),
    "vehicles_within_limit": _at_most("vehicles", "vehicles_max"),
    "cars_within_limit": _at_most("cars", "cars_max", known_by="vehicles"),
    "firms_led_within_limit": _at_most("firms_led", "firms_led_max", known_by="firms"),
    "firm_capital_within_limit": _at_most("firm_capital", "firm_capital_max"),
    # A limit within the band is neither kept nor passed.
    "deposits_within_limit": _known_at_the_ends(
        "deposits_at_most <= deposits_per_head_max * members",
        "deposits_at_least > deposits_per_head_max * members",
        "deposits_at_least",
        "deposits_at_most",
        "deposits_per_head_max",
        "members",
    ),
    "property_within_limit": _all_of(*PROPERTY_LIMITS),
    # Laws that are kept from before reviewers found so leave `other` undetermined.
    "unnamed_cause": Derived(
        Fact("bool"),
        "CASE WHEN cause_other THEN NULL ELSE cause_other END",
        _unless_true,
        ("cause_other",),
        lambda row: ["cause_other"],
    ),
}

NAMED_THROUGH: Final[dict[str, str]] = {"cause_illness": "illness", "cause_other": "other_of_the_kind"}
"""Given facts that a rule may not name itself, and the derived one that it names instead."""


def unknown_beneath(name: str, row: Row) -> set[str]:
    """The given facts, by the names of docs/domain.md#facts, whose absence or width leaves `name` unknown."""
    if name == "unnamed_cause" and row["cause_other"]:
        return {"causes"}
    derived = DERIVED.get(name)
    if derived is not None and derived.trees:
        names = {unknown for tree in derived.trees for unknown in undecided_names(tree, row)}
        # All is told and still open: the answer lies between the ends of a band, which a narrower one would decide.
        open_ends = {end for ends in BANDS for end in ends if end in derived.needs}
        return {beneath for unknown in names for beneath in unknown_beneath(unknown, row)} or open_ends
    given = [name] if derived is None else derived.rests_on(row)
    return {"causes" if fact.startswith("cause_") else fact for fact in given if row[fact] is None}


def layers(names: set[str]) -> tuple[set[str], list[list[str]]]:
    """The given facts beneath `names`, and the derived ones in layers, each after what it needs."""
    depth: dict[str, int] = {}

    def depth_of(name: str) -> int:
        if name not in depth:
            derived = DERIVED.get(name)
            depth[name] = 1 + max(map(depth_of, derived.needs)) if derived else 0
        return depth[name]

    for name in sorted(names):
        depth_of(name)
    given = {name for name, level in depth.items() if level == 0}
    levels = range(1, max(depth.values(), default=0) + 1)
    return given, [sorted(name for name in depth if depth[name] == level) for level in levels]
