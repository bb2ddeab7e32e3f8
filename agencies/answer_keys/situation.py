"""What the five documents ask of a household, and the three answers that a text can give."""

from __future__ import annotations

import msgspec

EXCLUDED, NONE, UNDETERMINED = "excluded", "none", "undetermined"
Answer = str
WORKERS = (
    "employed", "laid_off", "unemployed", "flexible", "retired_on_public_pension", "retired_other",
    "internal_retirement", "sick_leave",
)  # fmt: skip
"""职工, 农民工: who works or has worked; a pupil or who never had work is neither."""
WORKING = ("employed", "laid_off", "unemployed", "flexible", "internal_retirement", "sick_leave")
"""尚未办理退休手续: who has not retired, in work or out of it."""

Truth = bool | None
"""None: the text leaves it to a person."""


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """Money in fen a month for the whole household; the standards of its place in fen a month and head.

    `near_line`: how far 略高于 reaches. `union_region`: the county of the applicant's union.
    """

    members: int
    can_work: int
    at_work: int
    income: int
    relief: int
    hardship: int
    on_dibao: bool
    causes: tuple[str, ...]
    employment: str
    contract_months: int
    restructuring: bool
    migrant_worker: bool
    union_member: bool
    long_term_in_city: bool
    lives_on_wages: bool
    rural_register: bool
    union_region: str
    hukou_region: str
    employer_region: str
    employer_kind: str
    line: int
    near_line: int
    low_income: int
    poverty: int

    def all_heads(self, standard: int) -> int:
        """A standard per head, for the whole household: compared so, nothing is divided."""
        return standard * self.members

    @property
    def living_standard(self) -> int:
        """实际生活水平: what is left of income and public relief after what hardship costs."""
        return self.income + self.relief - self.hardship

    @property
    def in_difficulty(self) -> bool:
        """生活困难, where the text gives no measure: the living standard is below the line."""
        return self.living_standard < self.all_heads(self.line)

    def caused(self, by: frozenset[str], not_by: frozenset[str] = frozenset()) -> Truth:
        """等, 其他原因: causes of the kind, causes that are not; any other is for a person to say."""
        causes = set(self.causes)
        if causes & by:
            return True
        return False if causes <= not_by else None


def both(*parts: Truth) -> Truth:
    return False if False in parts else None if None in parts else True


def either(*parts: Truth) -> Truth:
    return True if True in parts else None if None in parts else False


def first_met(categories: dict[str, Truth]) -> Answer:
    """In the text's order. Who meets one counts, whatever is open of another; with none met, one that is open leaves it
    to a person."""
    open_or_none = UNDETERMINED if None in categories.values() else NONE
    return next((ordinal for ordinal, met in categories.items() if met), open_or_none)
