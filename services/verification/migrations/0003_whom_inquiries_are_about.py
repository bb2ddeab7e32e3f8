"""How an agency's push finds the household: person (token), household, and the latest inquiry about the person."""

from alembic import op

from chassis.migrate import filled_from_events

revision = "0003"
down_revision = "0002"

TABLES = """
CREATE TABLE inquiry_persons (
    person    text COLLATE "C" NOT NULL,
    household text COLLATE "C" NOT NULL,
    stream    text COLLATE "C" NOT NULL,
    PRIMARY KEY (person, household)
);
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(filled_from_events("inquiry_persons"))
