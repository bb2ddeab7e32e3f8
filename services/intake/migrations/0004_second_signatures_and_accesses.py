"""What waits for a second signature, who applied, and who saw what; filled from the events that are stored already."""

from alembic import op

revision = "0004"
down_revision = "0003"

APPLIED_BY = """
ALTER TABLE households ADD COLUMN applied_by text;
UPDATE households SET applied_by = convert_from(body, 'UTF8')::jsonb ->> 'actor'
    FROM events WHERE stream = 'household-' || household AND events.version = 1;
ALTER TABLE households ALTER COLUMN applied_by SET NOT NULL;
"""

TABLES = """
CREATE TABLE second_signatures (
    household text COLLATE "C" PRIMARY KEY,
    act       text NOT NULL,                        -- approve, reject, close_as_exit, close_as_not_eligible
    grounds   text[] NOT NULL,
    signed_by text NOT NULL,                        -- the first signature
    since     timestamptz NOT NULL
);
CREATE TABLE accesses (
    id        text COLLATE "C" PRIMARY KEY,
    at        timestamptz NOT NULL,
    actor     text COLLATE "C" NOT NULL,
    what      text NOT NULL,                        -- personal_data, household, explanation, search
    org_path  text COLLATE "C" NOT NULL,            -- the household's; of a search the searcher's
    household text COLLATE "C",
    person    text COLLATE "C",                     -- the token that was searched for
    found     integer                               -- how many households the search showed
);
CREATE INDEX accesses_by_scope ON accesses (org_path, id);
CREATE INDEX accesses_by_household ON accesses (household, id);
CREATE INDEX searches_by_actor ON accesses (actor, at) WHERE what = 'search';
"""

SHOWN_BEFORE = """
INSERT INTO accesses (id, at, actor, what, org_path, household)
    SELECT stream, (envelope ->> 'time')::timestamptz, envelope ->> 'actor', 'personal_data', org_path, household
    FROM (SELECT stream, subject, convert_from(body, 'UTF8')::jsonb AS envelope FROM events
          WHERE type = 'jiekun.intake.internal.PersonalDataShown.v1') shown
    JOIN households ON household = subject;
"""


def upgrade() -> None:
    op.execute(APPLIED_BY)
    op.execute(TABLES)
    op.execute(SHOWN_BEFORE)
