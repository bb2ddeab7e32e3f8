"""A copy of the parameters of the law, as intake told of them."""

from alembic import op

revision = "0003"
down_revision = "0002"

TABLE = """
CREATE TABLE parameters (
    name        text COLLATE "C" NOT NULL,
    region      text COLLATE "C" NOT NULL,          -- 2, 4 or 6 digits: a province, a prefecture, a county
    version     integer NOT NULL,                   -- place in the stream of this name and region
    kind        text NOT NULL,
    first_day   date NOT NULL,                      -- holds from this day on
    known_since timestamptz NOT NULL,               -- business time at which it was set
    value       text,                               -- as written; NULL: unset again
    source      text NOT NULL,
    PRIMARY KEY (name, region, version)
);
CREATE INDEX parameters_by_region ON parameters (region);
"""


def upgrade() -> None:
    op.execute(TABLE)
