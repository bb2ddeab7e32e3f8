"""Which questions wait for a sheet, and the sheets on which they went out."""

from alembic import op

from chassis.migrate import filled_from_events

revision = "0009"
down_revision = "0008"

TABLES = """
CREATE TABLE sheet_questions (
    stream text COLLATE "C" NOT NULL,
    item   text NOT NULL,
    agency text NOT NULL,
    sheet  text COLLATE "C",                -- on which it went out last; NULL: on none yet
    PRIMARY KEY (stream, item)
);
CREATE INDEX sheet_questions_by_agency ON sheet_questions (agency, sheet);
CREATE TABLE sheet_rows (
    sheet   text COLLATE "C" NOT NULL,
    stream  text COLLATE "C" NOT NULL,
    item    text NOT NULL,
    earlier text COLLATE "C",               -- the sheet before this one
    PRIMARY KEY (sheet, stream, item)
);
CREATE TABLE question_sheets (
    sheet        text COLLATE "C" PRIMARY KEY,
    agency       text NOT NULL,
    items        text[] NOT NULL,            -- whose columns it has
    org_path     text COLLATE "C" NOT NULL,
    questions    integer NOT NULL,
    rows         integer NOT NULL,
    sha256       text NOT NULL,
    taken_on     date NOT NULL,
    taken_by     text NOT NULL,
    brought_on   date,
    brought_by   text,
    confirmed_on date,
    confirmed_by text,
    answered     integer,
    refused      integer
);
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(filled_from_events("sheet_questions", "sheet_rows", "question_sheets"))
