"""A webhook's secret is changed, and for a time the one before signs beside it."""

from alembic import op

revision = "0015"
down_revision = "0014"

COLUMNS = """
ALTER TABLE webhooks ADD COLUMN old_salt text, ADD COLUMN old_until timestamptz
"""


def upgrade() -> None:
    op.execute(COLUMNS)
