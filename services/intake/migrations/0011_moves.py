"""Open files that go to another union: what waits for whom, and in which region a household was before."""

from alembic import op

revision = "0011"
down_revision = "0010"

TABLES = """
CREATE TABLE moves (
    move        text COLLATE "C" PRIMARY KEY,
    household   text COLLATE "C" NOT NULL,
    org_path    text COLLATE "C" NOT NULL,  -- where it is, or was when it went
    region      text NOT NULL,              -- as org_path
    to_org_path text COLLATE "C" NOT NULL,
    reason      text NOT NULL,
    proposed_by text NOT NULL,
    since       timestamptz NOT NULL,
    status      text NOT NULL,              -- waiting, taken, declined, withdrawn, file_closed
    version     integer                     -- of the household when it was taken: before it, it was in region
);
CREATE INDEX moves_by_household ON moves (household, version);
CREATE INDEX moves_waiting ON moves (move) WHERE status = 'waiting';
"""


def upgrade() -> None:
    op.execute(TABLES)
