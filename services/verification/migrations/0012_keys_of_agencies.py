"""The keys of everybody who signs, as events have set them."""

from alembic import op

from chassis.migrate import filled_from_events

revision = "0012"
down_revision = "0011"

TABLE = """
CREATE TABLE agency_keys (
    sender       text COLLATE "C" NOT NULL,
    key_id       text COLLATE "C" NOT NULL,
    standing     text COLLATE "C" NOT NULL,       -- set, or waiting for a second person
    algorithm    text NOT NULL,
    public_key   text NOT NULL,
    valid_from   timestamptz NOT NULL,
    valid_until  timestamptz,
    revoked_from timestamptz,
    reason       text NOT NULL,
    by           text NOT NULL,
    at           timestamptz NOT NULL,            -- real time at which it was written
    PRIMARY KEY (sender, key_id, standing)
);
"""


def upgrade() -> None:
    op.execute(TABLE)
    op.execute(filled_from_events("agency_keys"))
