-- The vault's own database: wrapped keys and the wrapped pepper. The master key is in no database.
CREATE TABLE keys (
    key_id     text PRIMARY KEY,
    wrapped    bytea NOT NULL,
    master_id  text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE destroyed (
    key_id       text PRIMARY KEY,
    destroyed_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE pepper (
    one       boolean PRIMARY KEY DEFAULT true CHECK (one),
    wrapped   bytea NOT NULL,
    master_id text NOT NULL
);
-- A destroyed key is never made again. Making and destroying one key wait for each other: without the lock an
-- insert that waited for the delete of the old row would bring the key back.
CREATE FUNCTION refuse_destroyed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.key_id, 0));
    IF EXISTS (SELECT FROM destroyed WHERE key_id = NEW.key_id) THEN
        RAISE EXCEPTION 'key % was destroyed', NEW.key_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keys_never_return BEFORE INSERT ON keys FOR EACH ROW EXECUTE FUNCTION refuse_destroyed();
CREATE FUNCTION wait_for_maker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.key_id, 0));
    RETURN NEW;
END $$;
CREATE TRIGGER destroying_waits BEFORE INSERT ON destroyed FOR EACH ROW EXECUTE FUNCTION wait_for_maker();
