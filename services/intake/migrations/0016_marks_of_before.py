"""Households that applied before near duplicates were looked for are marked one after another, beside the work."""

from alembic import op

revision = "0016"
down_revision = "0015"

UNMARKED = """
INSERT INTO timers (id, due, kind, subject, data)
    SELECT gen_random_uuid(), now() + row_number() OVER (ORDER BY household) * interval '20 milliseconds',
        'unmarked', household, '{}'
    FROM households h
    WHERE status NOT IN ('rejected', 'withdrawn', 'closed')
        AND NOT EXISTS (SELECT FROM identities i WHERE i.household = h.household);
"""
"""Timers and no rebuild: a mark is made of what is sealed. Each is due a little later, so that none of today waits."""


def upgrade() -> None:
    op.execute(UNMARKED)
