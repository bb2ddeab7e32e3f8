"""Indexes for what operators' gauges read every few seconds, and for leasing deliveries target by target."""

from alembic import op

from chassis.migrate import chassis_sql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute(chassis_sql(2))
