"""Who died, as files tell: nothing is given to them for a time after it."""

from alembic import op

revision = "0005"
down_revision = "0004"

TABLE = """
CREATE TABLE deaths (
    person  text COLLATE "C" PRIMARY KEY,
    died_on date NOT NULL
);
"""


def upgrade() -> None:
    op.execute(TABLE)
