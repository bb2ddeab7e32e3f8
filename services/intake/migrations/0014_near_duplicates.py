"""What households are compared by, and two that may be one. Households of before are marked by 0016."""

from alembic import op

from chassis.migrate import filled_from_events

revision = "0014"
down_revision = "0013"

TABLES = """
CREATE TABLE identities (
    household text COLLATE "C" PRIMARY KEY,
    marks     jsonb NOT NULL
);
CREATE TABLE identity_marks (
    mark      text COLLATE "C" NOT NULL,
    household text COLLATE "C" NOT NULL,
    PRIMARY KEY (mark, household)
);
CREATE INDEX identity_marks_by_household ON identity_marks (household);
CREATE TABLE duplicates (
    pair       text COLLATE "C" PRIMARY KEY,
    one        text COLLATE "C" NOT NULL,
    other      text COLLATE "C" NOT NULL,
    status     text NOT NULL,                       -- proposed, lapsed, different, same
    score      integer NOT NULL,
    urgent     boolean NOT NULL,
    signals    jsonb NOT NULL,
    since      timestamptz NOT NULL,
    decided_by text,
    version    integer NOT NULL
);
CREATE TABLE roster_stops (
    stop     text COLLATE "C" PRIMARY KEY,
    org_path text COLLATE "C" NOT NULL,
    by       text NOT NULL,
    rows     integer NOT NULL,
    new      integer NOT NULL,
    likely   integer NOT NULL,
    status   text NOT NULL,                         -- stopped, released, withdrawn
    since    timestamptz NOT NULL,
    version  integer NOT NULL
);
CREATE INDEX duplicates_of_one ON duplicates (one);
CREATE INDEX duplicates_of_other ON duplicates (other);
CREATE INDEX duplicates_waiting ON duplicates (pair) WHERE status = 'proposed';
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(filled_from_events("identities"))
