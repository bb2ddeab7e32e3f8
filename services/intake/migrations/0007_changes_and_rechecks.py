"""Changes of open files that wait for a second person, and when a file is checked again."""

from alembic import op

revision = "0007"
down_revision = "0006"

TABLES = """
CREATE TABLE changes (
    change      text COLLATE "C" PRIMARY KEY,
    household   text COLLATE "C" NOT NULL,
    kind        text NOT NULL,
    proposed_by text NOT NULL,
    since       timestamptz NOT NULL
);
CREATE INDEX changes_by_household ON changes (household);
ALTER TABLE households
    ADD COLUMN recheck_due_on date,
    ADD COLUMN rechecked      boolean NOT NULL DEFAULT false;  -- a re-check is under way
CREATE INDEX households_by_recheck ON households (recheck_due_on, household) WHERE recheck_due_on IS NOT NULL;
"""

FILES_OPEN_ALREADY = """
INSERT INTO timers (id, due, kind, subject, data)
    SELECT gen_random_uuid(), now() + interval '6 months', 'recheck_due', household, '{"due_on": null}'
    FROM households WHERE status = 'open';
"""
"""They were opened without a term: the first re-check is half a year from now."""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(FILES_OPEN_ALREADY)
