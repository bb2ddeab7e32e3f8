"""What rosters came to, each row that was held against a file, and the differences that wait for a reviewer."""

from alembic import op

from chassis.migrate import filled_from_events

revision = "0012"
down_revision = "0011"

TABLES = """
CREATE TABLE rosters (
    roster       text COLLATE "C" PRIMARY KEY,
    org_path     text COLLATE "C" NOT NULL,
    imported_by  text NOT NULL,
    imported_at  timestamptz NOT NULL,
    complete_for text,
    counts       jsonb NOT NULL
);
CREATE INDEX rosters_by_scope ON rosters (org_path, roster);
CREATE TABLE survey_rows (
    survey_row     text COLLATE "C" PRIMARY KEY,  -- follows from what the row says, as its stream does
    version        integer NOT NULL,
    roster         text COLLATE "C" NOT NULL,
    number         integer NOT NULL,
    household      text COLLATE "C" NOT NULL,
    org_path       text COLLATE "C" NOT NULL,
    sheet_org_path text COLLATE "C" NOT NULL,
    outcome        text NOT NULL,
    others         text[] NOT NULL,
    read_on        date NOT NULL
);
CREATE INDEX survey_rows_by_roster ON survey_rows (roster, outcome);
CREATE INDEX survey_rows_by_household ON survey_rows (household, read_on);
CREATE TABLE differences (
    difference text COLLATE "C" PRIMARY KEY,
    survey_row text COLLATE "C" NOT NULL,
    roster     text COLLATE "C" NOT NULL,
    place      integer NOT NULL,
    kind       text NOT NULL,
    person     text,
    status     text NOT NULL,
    request    text
);
CREATE INDEX differences_by_roster ON differences (roster, difference);
CREATE INDEX differences_by_row ON differences (survey_row);
CREATE INDEX differences_by_request ON differences (request) WHERE request IS NOT NULL;
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(filled_from_events("rosters"))  # imports of before are on record
