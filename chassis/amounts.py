"""Presentation of amounts: what is stored in fen is shown in yuan with two places, at every door.

A stored event or a column of JSON has fen, which is exact; a person who reads 120000 reads a hundred times too much.
Such a record is plain JSON when it is shown, so an amount is known by its name alone, and an amount has one name
wherever it stands.
"""

from typing import Any, Final

from kernel.fen import yuan

AMOUNTS: Final = frozenset(
    {"amount", "available", "budget", "committed", "line", "paid", "total", "used"}
    | {"hardship", "income", "relief", "union_aid"}
    | {"hardship_expenditure_monthly", "monthly_income", "relief_monthly"}
    | {"housing_fund_base", "other_income_monthly", "other_income_yearly", "yearly_income"}
    | {"dibao_line", "hardship_expenditure_total", "household_income", "relief_total", "union_aid_total"}
    | {"hardship_expenditure_per_capita", "income_per_capita", "relief_per_capita", "union_aid_per_capita"}
    | {"deposits_at_least", "deposits_at_most", "firm_capital", "deposits_per_head_max", "firm_capital_max"}
    | {"deposits_beside_income", "housing_fund_beside_income"}
    | {"living_standard_total", "living_standard_with_aid_total"}
    | {"living_standard_per_capita", "living_standard_with_aid_per_capita"}
)
"""The fields, columns and facts that are amounts: whole fen where they are stored."""


def in_yuan(shown: Any) -> Any:
    """The same with each amount as text, however deep it stands: `{"amount": 120000}` -> `{"amount": "1200.00"}`."""
    match shown:
        case dict():
            return {name: amount(name, value) for name, value in shown.items()}
        case list() | tuple():
            return [in_yuan(value) for value in shown]
        case _:
            return shown


def amount(name: str, value: Any) -> Any:
    """The value as it is shown under its name."""
    if name in AMOUNTS and isinstance(value, int) and not isinstance(value, bool):
        return yuan(value)
    return in_yuan(value)
