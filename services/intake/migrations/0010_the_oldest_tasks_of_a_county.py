"""A county's work list by age is a range of one index, too; what waits of the kinds that came with it is filled in."""

from alembic import op

from chassis.migrate import filled_from_events, schema

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.execute(schema("work_list_v2.sql"))
    op.execute(filled_from_events("tasks"))
