"""The facts that rules may speak of: kind, bounds and codes of each.

Money is whole fen, a ratio whole basis points, a code a text; an unknown fact is absent or `None`.

See docs/domain.md#facts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from kernel.causes import Cause
from kernel.closed_lists import EMPLOYER_KINDS, EMPLOYMENT, EMPLOYMENT_UNSAID, HUKOU_KINDS, RESTRUCTURING_KINDS
from kernel.fen import FEN_MAX

Kind = Literal["money", "count", "ratio", "bool", "code", "region"]
ParameterKind = Literal["money", "ratio", "count", "code"]
"""What a place can set."""


@dataclass(frozen=True, slots=True)
class Fact:
    """`largest` bounds what is let in, so that the checker can prove that no comparison wraps 64 bits."""

    kind: Kind
    largest: int = 0
    codes: frozenset[str] = frozenset()
    signed: bool = False
    smallest: int = 0
    is_a_finding: bool = False
    """A reviewer's finding: absent means that no such finding was made, which is false and not unknown."""


HEADS_MAX: Final = 500
PER_HEAD_MAX: Final = 10**11
RATIO_MAX: Final = 100_000
"""Ten times the line; in basis points."""
BASIS_POINTS: Final = 10_000
THINGS_MAX: Final = HEADS_MAX * 1_000_000
"""Of houses, square metres, vehicles, firms: of each person as many as an agency may tell."""
WEALTH_MAX: Final = 1_000 * FEN_MAX
"""What all members have together; it is only compared."""

BANDS: Final[tuple[tuple[str, str], ...]] = (("deposits_at_least", "deposits_at_most"),)
"""The two ends of what is told in one answer, the lower first."""

NEEDS: Final = ("food", "clothing", "work", "medical_care", "schooling", "social_insurance", "housing")

ABOUT_A_CAUSE: Final = ("of_the_kind", "of_the_event_kind")
"""What a reviewer finds of a cause, one for each list of a text that ends in 等 or 其他原因: what burdens a family
(患病、子女上学、残疾、单亲; or the only list of a text), and what befell it (突发事件、意外伤害、重大疾病)."""

_total = Fact("money", FEN_MAX)
_per_head = Fact("money", PER_HEAD_MAX)
_people = Fact("count", HEADS_MAX)
_things = Fact("count", THINGS_MAX)
_wealth = Fact("money", WEALTH_MAX)
_truth = Fact("bool")
_finding = Fact("bool", is_a_finding=True)
_region = Fact("region")


def _one_of(codes: Iterable[str]) -> Fact:
    return Fact("code", codes=frozenset(map(str, codes)))


FACTS: Final[dict[str, Fact]] = {
    "region": _region,
    "members": Fact("count", HEADS_MAX, smallest=1),
    "adults": _people,
    "can_work": _people,
    "employed_members": _people,
    "household_income": _total,
    "income_per_capita": _per_head,
    "dibao_line": Fact("money", PER_HEAD_MAX, smallest=1),
    "on_dibao": _truth,
    "relief_total": _total,
    "relief_per_capita": _per_head,
    "hardship_expenditure_total": _total,
    "hardship_expenditure_per_capita": _per_head,
    "living_standard_per_capita": Fact("money", PER_HEAD_MAX, signed=True),
    "union_aid_total": _total,
    "union_aid_per_capita": _per_head,
    "living_standard_with_aid_per_capita": Fact("money", PER_HEAD_MAX, signed=True),
    "primary_cause": _one_of(Cause),
    "employment": _one_of(EMPLOYMENT.keys() - EMPLOYMENT_UNSAID),
    "employer_kind": _one_of(EMPLOYER_KINDS),
    "employer_region": _region,
    "union_region": _region,
    "hukou_region": _region,
    "hukou_kind": _one_of(HUKOU_KINDS),
    "contract_months": Fact("count", 1200),
    "wage_is_main_income": _truth,
    "restructuring_affected": _truth,
    "restructuring_kind": _one_of(RESTRUCTURING_KINDS),
    "union_member": _truth,
    "migrant_worker": _truth,
    "lives_long_term_in_city": _truth,
    "rural_poverty_register": _truth,
    "houses": _things,
    "house_area_m2": _things,
    "vehicles": _things,
    "cars": _things,
    "firms": _things,
    "firms_led": _things,
    "firm_capital": _wealth,
    "deposits_at_least": _wealth,
    "deposits_at_most": _wealth,
    "single_parent": _truth,
    "disability": _truth,
    "sudden_event": _truth,
    "event_major": _truth,
    # 两有五保障 (yunnan §二): each true when it is secured.
    **{f"has_{need}": _truth for need in NEEDS},
    "difficulty_found": _finding,
    "difficulty_ended": _finding,
    "difficulty_eased": _finding,
    **{f"cause_{cause}": _truth for cause in Cause},
    # A reviewer's finding as well; yet nobody having looked is unknown here, since the text speaks of the kind itself.
    **{f"{finding}_{cause}": _truth for finding in ABOUT_A_CAUSE for cause in Cause},
}


def is_region(text: str) -> bool:
    return len(text) == 6 and text.isascii() and text.isdigit()


_BY_PROVINCE = (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66), (71, 81, 82))
PROVINCES: Final = frozenset(str(province) for part in _BY_PROVINCE for province in part)
"""The first two digits of GB/T 2260. A fact may name a county that is abolished; a rule names no other province."""
