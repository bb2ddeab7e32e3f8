"""Whose application a household is, as a token, so that the same person's second one is met; from the stored events."""

from alembic import op

revision = "0006"
down_revision = "0005"

APPLICANT = """
ALTER TABLE households ADD COLUMN applicant text COLLATE "C";
UPDATE households SET applicant = convert_from(body, 'UTF8')::jsonb #>> '{data,applicant}'
    FROM events WHERE stream = 'household-' || household AND events.version = 1;
ALTER TABLE households ALTER COLUMN applicant SET NOT NULL;
CREATE INDEX households_by_applicant ON households (applicant, org_path);
"""


def upgrade() -> None:
    op.execute(APPLICANT)
