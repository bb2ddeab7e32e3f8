"""How each question went, for the table of who is how late; what was asked already is filled in from the events."""

from alembic import op

from chassis.migrate import filled_from_events

revision = "0004"
down_revision = "0003"

TABLE = """
CREATE TABLE question_times (
    stream         text COLLATE "C" NOT NULL,
    item           text NOT NULL,
    agency         text NOT NULL,
    org_path       text COLLATE "C" NOT NULL,   -- the union that asked; a file that moves takes nothing along
    region         text NOT NULL,
    asked_on       date NOT NULL,
    outcome        text NOT NULL,               -- waiting, answered, declined, silent, late, not_asked, stopped
    replied_on     date,
    said_otherwise integer NOT NULL DEFAULT 0,
    PRIMARY KEY (stream, item)
);
CREATE INDEX question_times_by_day ON question_times (asked_on);
"""


def upgrade() -> None:
    op.execute(TABLE)
    op.execute(filled_from_events("question_times"))
