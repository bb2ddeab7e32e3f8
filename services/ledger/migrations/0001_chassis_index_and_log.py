"""The chassis' tables, the aid index (guards), the log, and the read models."""

from alembic import op

from chassis.migrate import chassis_sql

revision = "0001"
down_revision = None

TABLES = """
-- Guards: the aid index. Read and written only under the locks of its keys (docs/design/ledger.md#the-aid-index).
CREATE TABLE aid_index (
    act        text COLLATE "C" PRIMARY KEY,
    outside    boolean NOT NULL,
    household  text COLLATE "C",
    org_path   text COLLATE "C",
    giver      text NOT NULL,
    kind       text NOT NULL,
    period     daterange NOT NULL,
    amount     bigint NOT NULL,
    profile    text,
    account    text COLLATE "C",
    bill       text COLLATE "C",
    status     text NOT NULL,
    expires_on date
);
CREATE INDEX aid_index_by_household ON aid_index (household);
CREATE INDEX aid_index_by_bill ON aid_index (bill) WHERE bill IS NOT NULL;
CREATE TABLE aid_beneficiaries (
    person text COLLATE "C" NOT NULL,
    act    text COLLATE "C" NOT NULL,
    PRIMARY KEY (person, act)
);
CREATE INDEX aid_beneficiaries_by_act ON aid_beneficiaries (act);
-- The second wall: two live clearances of one kind for one person cannot overlap, whatever the code above did.
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TABLE live_clearances (
    person text COLLATE "C" NOT NULL,
    kind   text COLLATE "C" NOT NULL,
    period daterange NOT NULL,
    act    text COLLATE "C" NOT NULL,
    PRIMARY KEY (person, kind, period WITHOUT OVERLAPS)
);
CREATE INDEX live_clearances_by_act ON live_clearances (act);
CREATE TABLE files (
    household text COLLATE "C" PRIMARY KEY,
    org_path  text COLLATE "C" NOT NULL,
    opened_on date NOT NULL,
    closed_on date
);
CREATE TABLE file_members (
    person    text COLLATE "C" NOT NULL,
    household text COLLATE "C" NOT NULL,
    PRIMARY KEY (person, household)
);

-- The log: every event of every service once, in order of arrival; the row of log_size is its last lock.
CREATE TABLE log_size (
    one  boolean PRIMARY KEY DEFAULT true CHECK (one),
    size bigint NOT NULL
);
INSERT INTO log_size (size) VALUES (0);
CREATE TABLE log (
    index     bigint PRIMARY KEY,           -- from 0, gapless
    source    text NOT NULL,
    partition smallint NOT NULL,
    position  bigint NOT NULL,
    type      text NOT NULL,
    subject   text COLLATE "C" NOT NULL,
    leaf_hash bytea NOT NULL,               -- SHA-256(0x00 || body), RFC 6962
    body      bytea NOT NULL,
    UNIQUE (source, position)
);
CREATE INDEX log_by_subject ON log (subject, index);
CREATE TRIGGER log_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Read models.
CREATE TABLE aid_decisions (
    act        text COLLATE "C" PRIMARY KEY,
    household  text COLLATE "C" NOT NULL,
    org_path   text COLLATE "C" NOT NULL,
    giver      text NOT NULL,
    kind       text NOT NULL,
    first      date NOT NULL,
    last       date NOT NULL,
    amount     bigint NOT NULL,
    status     text NOT NULL,
    rule       text,
    clause     text,
    other      jsonb,
    changed_at timestamptz NOT NULL
);
CREATE INDEX aid_decisions_by_household ON aid_decisions (household);
CREATE TABLE findings (
    finding   text COLLATE "C" PRIMARY KEY,
    act       text COLLATE "C" NOT NULL,
    household text COLLATE "C" NOT NULL,
    rule      text NOT NULL,
    clause    text NOT NULL,
    other     jsonb NOT NULL,
    raised_at timestamptz NOT NULL
);
CREATE TABLE outside_aid (
    report  text COLLATE "C" PRIMARY KEY,
    giver   text NOT NULL,
    kind    text NOT NULL,
    first   date NOT NULL,
    last    date NOT NULL,
    amount  bigint NOT NULL,
    told_at timestamptz NOT NULL
);
"""


def upgrade() -> None:
    op.execute(chassis_sql(1))
    op.execute(TABLES)
