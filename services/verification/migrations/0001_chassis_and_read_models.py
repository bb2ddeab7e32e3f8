"""The chassis' tables, and the inquiries as the API shows them."""

from alembic import op

from chassis.migrate import chassis_sql

revision = "0001"
down_revision = None

TABLES = """
-- Read models.
CREATE TABLE inquiries (
    stream    text COLLATE "C" PRIMARY KEY,
    household text COLLATE "C" NOT NULL,
    round     integer NOT NULL,
    org_path  text COLLATE "C" NOT NULL,
    region    text NOT NULL,
    status    text NOT NULL,                -- waiting, reported, stopped
    complete  boolean,
    opened_on date NOT NULL,
    due_on    date NOT NULL,
    UNIQUE (household, round)
);
CREATE TABLE inquiry_items (
    stream      text COLLATE "C" NOT NULL,
    item        text NOT NULL,
    agency      text NOT NULL,
    outcome     text NOT NULL,              -- asked, answered, declined; then as in the report
    answered_on date,
    PRIMARY KEY (stream, item)
);
"""


def upgrade() -> None:
    op.execute(chassis_sql(1))
    op.execute(TABLES)
