"""A list of households tells category and days; each task has a day due, by the place's parameter or by ours."""

from alembic import op

from chassis.migrate import filled_from_events

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.execute(
        "ALTER TABLE households ADD COLUMN category text, ADD COLUMN submitted_on date, ADD COLUMN opened_on date"
    )
    op.execute("CREATE INDEX households_flagged ON households (household) WHERE flags <> '{}'")
    op.execute(filled_from_events("households", "tasks"))
