"""Partial index for the gauges that operators' dashboards read every few seconds."""

from alembic import op

from chassis.migrate import chassis_sql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute(chassis_sql(2))
