"""The ledger's read models: decisions on aid, overlap found, outside aid. `writes.py` follows the events."""

from services.ledger.projections.writes import project

TABLES = ("aid_decisions", "findings", "outside_aid")
"""What a rebuild from zero makes again."""

__all__ = ["TABLES", "project"]
