"""Intake's read models: tokens and ids only. `writing.py` follows the events, `queries.py` asks.

`claims.py`: the guard table, which follows the events too, but in the transaction that decides on it.
"""

from services.intake.projections.writing import project

TABLES = ("households", "household_members", "parameters")
"""What a rebuild from zero makes again."""

__all__ = ["TABLES", "project"]
