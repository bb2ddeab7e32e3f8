"""A household is found by the name of a member: the mark was kept, and is looked for now."""

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.execute(
        "INSERT INTO identity_marks (mark, household) SELECT DISTINCT person ->> 'name', household"
        " FROM identities, jsonb_array_elements(marks -> 'people') AS person ON CONFLICT DO NOTHING"
    )
