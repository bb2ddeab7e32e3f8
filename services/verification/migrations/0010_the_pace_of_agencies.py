"""From when on an agency that set a pace may be asked again."""

from alembic import op

revision = "0010"
down_revision = "0009"

TABLE = """
CREATE TABLE paces (
    agency    text COLLATE "C" PRIMARY KEY,
    free_from timestamptz NOT NULL
);
"""


def upgrade() -> None:
    op.execute(TABLE)
