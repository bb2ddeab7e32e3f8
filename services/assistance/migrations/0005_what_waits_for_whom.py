"""Work lists. What waits already is filled in from the events that are stored, when the service starts."""

from alembic import op

from chassis.migrate import filled_from_events, schema

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute(schema("work_list.sql"))
    op.execute("CREATE INDEX open_plans_by_day ON plans (opened_on, household) WHERE status <> 'closed'")
    op.execute(filled_from_events("tasks"))
