"""Webhooks of portals, and what they were told."""

from alembic import op

revision = "0009"
down_revision = "0008"

TABLES = """
CREATE TABLE webhooks (
    webhook  text COLLATE "C" PRIMARY KEY,
    name     text NOT NULL,
    owner    text NOT NULL,                         -- whose applications are meant
    org_path text COLLATE "C" NOT NULL,
    url      text NOT NULL,
    wanted   text[] NOT NULL,
    salt     text NOT NULL,                         -- names the secret, which is stored nowhere
    version  integer NOT NULL
);
CREATE TABLE webhook_deliveries (
    delivery    uuid PRIMARY KEY,
    webhook     text COLLATE "C" NOT NULL,
    event       uuid NOT NULL,
    kind        text NOT NULL,
    household   text COLLATE "C" NOT NULL,
    status      text NOT NULL,
    version     integer NOT NULL,                   -- the household's, after the event
    happened_at timestamptz NOT NULL,
    state       text NOT NULL,                      -- waiting, delivered, failed
    attempts    integer,                            -- of one that was given up
    reason      text,
    ended_at    timestamptz
);
CREATE INDEX webhook_deliveries_latest ON webhook_deliveries (webhook, happened_at, delivery);
CREATE INDEX webhook_deliveries_failed ON webhook_deliveries (webhook) WHERE state = 'failed';
CREATE INDEX webhook_deliveries_by_event ON webhook_deliveries (event);
"""


def upgrade() -> None:
    op.execute(TABLES)
