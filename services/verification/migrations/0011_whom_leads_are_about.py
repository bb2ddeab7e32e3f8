"""Whom a lead is about, by token; the row goes with the lead's term or the person's application."""

from alembic import op

revision = "0011"
down_revision = "0010"

TABLE = """
CREATE TABLE lead_persons (
    lead   text COLLATE "C" PRIMARY KEY,
    person text COLLATE "C" NOT NULL
);
CREATE INDEX lead_persons_by_person ON lead_persons (person);
"""


def upgrade() -> None:
    op.execute(TABLE)
