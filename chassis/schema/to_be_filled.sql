-- Tables that a migration made in a database that had lived already: the service fills them from its events when it
-- starts (chassis/backfill.py). Here before the migrations, which name them; idempotent.
CREATE TABLE IF NOT EXISTS to_be_filled (table_name text PRIMARY KEY);
