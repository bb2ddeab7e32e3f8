"""An act that carries the money of one that the bank returned says which; whatever waits has a day due."""

from alembic import op

from chassis.migrate import filled_from_events

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.execute("ALTER TABLE acts ADD COLUMN instead_of text")
    op.execute(filled_from_events("tasks"))
