"""A finding is withdrawn when no report stands any more that it rests on: the list says since when."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("ALTER TABLE findings ADD COLUMN withdrawn_at timestamptz")
