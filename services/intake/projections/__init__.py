"""Intake's read models: tokens and ids only. `writes.py` follows the events, with `access_writes.py`,
`campaign_writes.py`, `identity_writes.py`, `lead_writes.py`, `move_writes.py`, `survey_writes.py`, `task_writes.py`
and `webhook_writes.py`; `queries.py`, `access_queries.py`, `campaign_queries.py`, `identity_queries.py`,
`lead_queries.py`, `survey_queries.py` and `webhook_queries.py` ask.

`claims.py`: the guard table, which follows the events too, but in the transaction that decides on it.
"""

from services.intake.projections import identity_writes
from services.intake.projections.writes import project, project_and_send

TABLES = (
    "households", "household_members", "second_signatures", "changes", "moves", "accesses", "parameters", "tasks",
    "webhooks", "webhook_deliveries", "rosters", "survey_rows", "differences",
    "campaigns", "campaign_households", "leads", *identity_writes.TABLES,
)  # fmt: skip
"""What a rebuild from zero makes again."""

__all__ = ["TABLES", "project", "project_and_send"]
