"""What unions below a fund's keeper may spend of it, and have committed of that."""

from alembic import op

revision = "0004"
down_revision = "0003"

TABLE = """
-- Guard, as budgets is: touched only under the lock fund/<id>.
CREATE TABLE allotments (
    fund     text COLLATE "C" NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    amount   bigint NOT NULL CHECK (amount >= 0),
    used     bigint NOT NULL DEFAULT 0 CHECK (used >= 0),
    PRIMARY KEY (fund, org_path)
);
"""


def upgrade() -> None:
    op.execute(TABLE)
