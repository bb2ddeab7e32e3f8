"""Rows of rosters go with the file that they were held against: of one that moved, its union sees them alone."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.execute(
        "UPDATE survey_rows s SET org_path = h.org_path FROM households h"
        " WHERE h.household = s.household AND s.org_path <> h.org_path"
    )
