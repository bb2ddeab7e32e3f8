"""The chassis' tables alone, for tests that need no service."""

from alembic import op

from chassis.migrate import chassis_sql

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.execute(chassis_sql(1))
    op.execute(chassis_sql(2))
