"""Intake's read models: tokens and ids only. `writes.py` follows the events, `queries.py` asks.

`claims.py`: the guard table, which follows the events too, but in the transaction that decides on it.
"""

from services.intake.projections.writes import project

TABLES = ("households", "household_members", "parameters")
"""What a rebuild from zero makes again."""

__all__ = ["TABLES", "project"]
