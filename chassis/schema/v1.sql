-- The chassis' tables: the same in every service's database.
-- See docs/design/events-and-store.md#two-kinds-of-tables.
--
-- Guards are locked before the counter row; everything else is written only while the counter row is held.

-- Events: append-only, gapless positions in commit order; this table is also the outbox.
CREATE TABLE events (
    position    bigint PRIMARY KEY,
    partition   smallint NOT NULL,
    previous    bigint NOT NULL,            -- last position of the same partition before this one, 0 at first
    stream      text COLLATE "C" NOT NULL,
    version     integer NOT NULL CHECK (version > 0),
    id          uuid NOT NULL UNIQUE,
    type        text NOT NULL,
    subject     text COLLATE "C" NOT NULL,
    body        bytea NOT NULL,
    recorded_at timestamptz NOT NULL,
    UNIQUE (stream, version)
);
CREATE INDEX events_by_partition ON events (partition, position);
CREATE INDEX events_by_subject ON events (subject, position);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are append-only';
END $$;
CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The counter row: the last lock of every writing transaction.
CREATE TABLE counter (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    position bigint NOT NULL,
    heads    bigint[] NOT NULL              -- last position per partition; their number never changes
);
INSERT INTO counter (position, heads) VALUES (0, '{0,0,0,0}');

-- What followers on the direct bus may read: the only foreign read in the house.
CREATE VIEW published AS SELECT position, partition, previous, subject, type, body FROM events;
CREATE VIEW heads AS SELECT position, heads FROM counter;

-- Guards.
CREATE TABLE locks (
    key text COLLATE "C" PRIMARY KEY
);
CREATE TABLE marks (
    subscription text NOT NULL,
    source       text NOT NULL,
    partition    smallint NOT NULL,
    position     bigint NOT NULL,
    topic_id     text,
    next_offset  bigint,
    PRIMARY KEY (subscription, source, partition)
);
CREATE TABLE parked (
    subscription text NOT NULL,
    source       text NOT NULL,
    position     bigint NOT NULL,
    partition    smallint NOT NULL,
    subject      text COLLATE "C" NOT NULL,
    type         text NOT NULL,
    body         bytea NOT NULL,
    reason       text NOT NULL,
    attempts     integer NOT NULL DEFAULT 0,
    next_try     timestamptz NOT NULL DEFAULT now(),
    parked_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (subscription, source, position)
);
CREATE INDEX parked_by_subject ON parked (subscription, source, subject, position);
CREATE TABLE timers (
    id       uuid PRIMARY KEY,
    due      timestamptz NOT NULL,          -- business time
    kind     text NOT NULL,
    subject  text COLLATE "C" NOT NULL,
    data     jsonb NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    next_try timestamptz NOT NULL DEFAULT now(),
    parked   text                           -- the reason, once it parked
);
CREATE INDEX timers_due ON timers (due) WHERE parked IS NULL;
CREATE INDEX timers_in_order ON timers (subject, due, id);
CREATE TABLE deliveries (
    id        uuid PRIMARY KEY,
    kind      text NOT NULL,
    target    text NOT NULL,
    subject   text COLLATE "C" NOT NULL,
    event_id  uuid NOT NULL,                -- the event that decided it; its box holds what is personal
    data      jsonb NOT NULL,               -- ids only
    attempts  integer NOT NULL DEFAULT 0,
    next_try  timestamptz NOT NULL DEFAULT now(),
    leased_to timestamptz
);
CREATE INDEX deliveries_next ON deliveries (next_try);

-- Written under the counter row.
CREATE TABLE idempotency (
    scope      text COLLATE "C" PRIMARY KEY,
    body_hash  text NOT NULL,
    response   bytea NOT NULL,              -- sealed when it names a household
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idempotency_age ON idempotency (created_at);

-- The relay's place and its lease.
CREATE TABLE relay (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    position bigint NOT NULL DEFAULT 0,     -- contiguous acknowledged prefix
    epoch    bigint NOT NULL DEFAULT 0,
    holder   text,
    leased_to timestamptz
);
INSERT INTO relay DEFAULT VALUES;
