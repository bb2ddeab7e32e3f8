"""Campaigns 批量复查, and where each of their households stands."""

from alembic import op

from chassis.migrate import filled_from_events

revision = "0019"
down_revision = "0018"

TABLES = """
CREATE TABLE campaigns (
    campaign    text COLLATE "C" PRIMARY KEY,
    org_path    text COLLATE "C" NOT NULL,
    status      text NOT NULL,                 -- proposed, declined, running, paused, stopped, done
    version     integer NOT NULL,
    reason      text NOT NULL,
    ordered_by      text NOT NULL,
    due_by      date,
    listed      integer NOT NULL,              -- 0: all that are meant otherwise
    a_minute    integer,
    planned     integer NOT NULL,
    taken       integer NOT NULL,
    proposed_by text NOT NULL,
    begun_by    text,
    since       timestamptz NOT NULL
);
CREATE INDEX campaigns_by_scope ON campaigns (org_path, campaign);
CREATE TABLE campaign_households (
    campaign  text COLLATE "C" NOT NULL,
    household text COLLATE "C" NOT NULL,
    status    text NOT NULL,                   -- awaited, answered, silent, decided; under_way, decided_since, not_open
    PRIMARY KEY (campaign, household)
);
CREATE INDEX campaign_households_under_way ON campaign_households (household)
    WHERE status IN ('awaited', 'answered', 'silent');
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(filled_from_events("campaigns", "campaign_households"))
