"""Leads 早发现线索, and what became of them."""

from alembic import op

from chassis.migrate import filled_from_events

revision = "0020"
down_revision = "0019"

TABLE = """
CREATE TABLE leads (
    lead        text COLLATE "C" PRIMARY KEY,
    org_path    text COLLATE "C" NOT NULL,
    status      text NOT NULL,             -- waiting, contacted, not_in_need, not_found, not_a_worker, applied, lapsed
    version     integer NOT NULL,
    agency      text NOT NULL,
    kind        text NOT NULL,
    reference   text NOT NULL,             -- the agency's own
    happened_on date NOT NULL,
    until       date NOT NULL,
    visited_on  date,
    visited_by  text,
    household   text COLLATE "C"
);
CREATE INDEX leads_by_scope ON leads (org_path, lead);
"""


def upgrade() -> None:
    op.execute(TABLE)
    op.execute(filled_from_events("leads"))
