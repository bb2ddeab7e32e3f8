"""Who was known by another number before it was corrected, or before two files of one person were merged."""

from alembic import op

revision = "0006"
down_revision = "0005"

TABLE = """
CREATE TABLE same_persons (
    was    text COLLATE "C" NOT NULL,
    person text COLLATE "C" NOT NULL,
    PRIMARY KEY (was, person)
);
"""


def upgrade() -> None:
    op.execute(TABLE)
