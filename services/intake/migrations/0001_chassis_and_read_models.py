"""The chassis' tables, claims on persons, and the first read models."""

from alembic import op

from chassis.migrate import chassis_sql

revision = "0001"
down_revision = None

TABLES = """
-- Guard: a person is in at most one open file (docs/domain.md#overlap).
CREATE TABLE claims (
    person    text COLLATE "C" PRIMARY KEY,
    household text COLLATE "C" NOT NULL
);
CREATE INDEX claims_by_household ON claims (household);

-- Read models.
CREATE TABLE households (
    household  text COLLATE "C" PRIMARY KEY,
    org_path   text COLLATE "C" NOT NULL,
    region     text NOT NULL,
    status     text NOT NULL,
    version    integer NOT NULL,
    proposal   text,
    flags      text[] NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE INDEX households_by_status ON households (status, household);
CREATE INDEX households_by_scope ON households (org_path, household);
CREATE TABLE household_members (
    person    text COLLATE "C" NOT NULL,
    household text COLLATE "C" NOT NULL,
    PRIMARY KEY (person, household)
);
CREATE INDEX members_by_household ON household_members (household);
"""


def upgrade() -> None:
    op.execute(chassis_sql(1))
    op.execute(TABLES)
