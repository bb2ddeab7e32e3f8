"""Files that are checked again since an answer turned out otherwise; findings that name no other act."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.execute("ALTER TABLE files ADD COLUMN doubted_since date")
    op.execute("ALTER TABLE findings ALTER COLUMN other DROP NOT NULL")
