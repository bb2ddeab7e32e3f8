"""Work lists. What waits already is filled in by `jiekun rebuild intake`, from the events that are stored."""

from alembic import op

from chassis.migrate import schema

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.execute(schema("work_list.sql"))
    op.execute("CREATE INDEX open_files_by_change ON households (changed_at, household) WHERE status = 'open'")
