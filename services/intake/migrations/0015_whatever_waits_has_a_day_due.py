"""Each task has a day due: by the place's parameter for its kind, or by ours."""

from alembic import op

from chassis.migrate import filled_from_events

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.execute(filled_from_events("tasks"))
