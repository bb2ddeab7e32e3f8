"""A copy of the parameters of the law, as intake told of them."""

from alembic import op

from chassis.migrate import filled_from_events

revision = "0005"
down_revision = "0004"

TABLE = """
CREATE TABLE parameters (
    name       text COLLATE "C" NOT NULL,
    region     text COLLATE "C" NOT NULL,          -- 2, 4 or 6 digits: a province, a prefecture, a county
    first_day  date NOT NULL,                      -- holds from this day on
    value      text,                               -- as written; NULL: unset again
    entered_at timestamptz NOT NULL,               -- business time at which it was set
    PRIMARY KEY (name, region, first_day)
);
"""


def upgrade() -> None:
    op.execute(TABLE)
    op.execute(filled_from_events("parameters"))
