"""Since when an office was to be reminded of a question, and by when it is due."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.execute("ALTER TABLE question_times ADD COLUMN due_on date, ADD COLUMN reminded_on date")
    op.execute("CREATE INDEX question_times_to_call ON question_times (org_path) WHERE outcome = 'waiting'")
