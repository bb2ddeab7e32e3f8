"""The chassis' tables, the guard of budgets, and the first read models."""

from alembic import op

from chassis.migrate import chassis_sql

revision = "0001"
down_revision = None

TABLES = """
-- Guard: what is free of each fund; touched only under the lock fund/<id> (docs/domain.md#funds).
CREATE TABLE budgets (
    fund text COLLATE "C" PRIMARY KEY,
    free bigint NOT NULL CHECK (free >= 0)
);

-- Read models: tokens, ids, amounts.
CREATE TABLE plans (
    household      text COLLATE "C" PRIMARY KEY,
    org_path       text COLLATE "C" NOT NULL,
    region         text NOT NULL,
    status         text NOT NULL,
    version        integer NOT NULL,
    helper_named   boolean NOT NULL DEFAULT false,
    helper_overdue boolean NOT NULL DEFAULT false,
    relief_reached boolean NOT NULL DEFAULT false,
    exit_proposed  boolean NOT NULL DEFAULT false,
    opened_on      date NOT NULL,
    changed_at     timestamptz NOT NULL
);
CREATE INDEX plans_by_scope ON plans (org_path, household);
CREATE INDEX plans_by_status ON plans (status, household);
CREATE TABLE referrals (
    referral   text COLLATE "C" PRIMARY KEY,
    household  text COLLATE "C" NOT NULL,
    agency     text NOT NULL,
    due_on     date NOT NULL,
    status     text NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE INDEX referrals_by_household ON referrals (household);
CREATE TABLE funds (
    fund      text COLLATE "C" PRIMARY KEY,
    name      text NOT NULL,
    source    text NOT NULL,
    year      integer NOT NULL,
    org_path  text COLLATE "C" NOT NULL,
    uses      text[] NOT NULL,
    budget    bigint NOT NULL,
    available bigint NOT NULL DEFAULT 0,
    committed bigint NOT NULL DEFAULT 0,
    paid      bigint NOT NULL DEFAULT 0
);
CREATE INDEX funds_by_scope ON funds (org_path, fund);
CREATE TABLE acts (
    act          text COLLATE "C" PRIMARY KEY,
    household    text COLLATE "C" NOT NULL,
    org_path     text COLLATE "C" NOT NULL,
    giver        text COLLATE "C" NOT NULL,
    fund         text COLLATE "C" NOT NULL,
    kind         text NOT NULL,
    first        date NOT NULL,
    last         date NOT NULL,
    amount       bigint NOT NULL,
    status       text NOT NULL,
    expires_on   date,
    rule         text,
    clause       text,
    other        jsonb,
    finding      text,
    batch        text COLLATE "C",
    bank_reason  text,
    changed_at   timestamptz NOT NULL
);
CREATE INDEX acts_by_household ON acts (household, act);
CREATE INDEX acts_by_fund ON acts (fund, status, act);
CREATE INDEX acts_by_status ON acts (status, act);
CREATE INDEX acts_by_batch ON acts (batch, act) WHERE batch IS NOT NULL;
CREATE TABLE batches (
    batch      text COLLATE "C" PRIMARY KEY,
    fund       text COLLATE "C" NOT NULL,
    org_path   text COLLATE "C" NOT NULL,
    status     text NOT NULL,
    acts       integer NOT NULL,
    confirmed  integer,
    total      bigint NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE INDEX batches_by_status ON batches (status, batch);
-- The journal in double entry: each row debits one account and credits another.
CREATE TABLE journal (
    entry     uuid PRIMARY KEY,                 -- the event's id
    fund      text COLLATE "C" NOT NULL,
    act       text COLLATE "C",
    debit     text COLLATE "C" NOT NULL,
    credit    text COLLATE "C" NOT NULL,
    amount    bigint NOT NULL CHECK (amount > 0),
    posted_at timestamptz NOT NULL
);
CREATE INDEX journal_by_fund ON journal (fund, entry);
CREATE INDEX journal_by_act ON journal (act) WHERE act IS NOT NULL;
"""


def upgrade() -> None:
    op.execute(chassis_sql(1))
    op.execute(TABLES)
