"""A work list: contradicting answers wait for a person to settle them. What waits already is filled in from events."""

from alembic import op

from chassis.migrate import filled_from_events, schema

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    # A work list looks a place's terms up by their versions, too: of the same day there is one here.
    op.execute("ALTER TABLE parameters ADD COLUMN version integer NOT NULL DEFAULT 0")
    op.execute(schema("work_list.sql"))
    op.execute(schema("work_list_v2.sql"))
    op.execute(filled_from_events("tasks"))
