"""A person who searches is found under their name however its case is written."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute("DROP INDEX searches_by_actor")
    op.execute("CREATE INDEX searches_by_person ON accesses (lower(actor COLLATE pg_c_utf8), at) WHERE what = 'search'")
