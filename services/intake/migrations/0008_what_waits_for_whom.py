"""Work lists. What waits already is filled in from the events that are stored, when the service starts."""

from alembic import op

from chassis.migrate import filled_from_events, schema

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.execute(schema("work_list.sql"))
    op.execute("CREATE INDEX open_files_by_change ON households (changed_at, household) WHERE status = 'open'")
    op.execute(filled_from_events("tasks"))
