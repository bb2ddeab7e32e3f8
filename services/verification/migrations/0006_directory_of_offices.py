"""The directory: which office answers an item in a place, from a day on."""

from alembic import op

from chassis.migrate import filled_from_events

revision = "0006"
down_revision = "0005"

TABLES = """
CREATE TABLE offices (
    office    text COLLATE "C" NOT NULL,          -- its sender id
    first_day date NOT NULL,
    standing  text NOT NULL,                      -- set, or waiting for a second person
    name      text NOT NULL,
    url       text NOT NULL,
    answers   jsonb NOT NULL,
    source    text NOT NULL,
    by        text NOT NULL,
    PRIMARY KEY (office, first_day, standing)
);
CREATE TABLE office_claims (
    office    text COLLATE "C" NOT NULL,
    first_day date NOT NULL,
    item      text COLLATE "C" NOT NULL,
    place     text COLLATE "C" NOT NULL,          -- 2, 4 or 6 digits: a province, a prefecture, a county
    PRIMARY KEY (item, place, office, first_day)
);
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(filled_from_events("offices"))
