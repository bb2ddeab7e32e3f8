"""Which organisation a leaf of the log belongs to, so that an auditor reads the bodies of their own scope alone."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE log_organisations (
            index    bigint PRIMARY KEY,
            source   text NOT NULL,
            subject  text COLLATE "C" NOT NULL,
            org_path text COLLATE "C" NOT NULL
        );
        CREATE INDEX log_organisations_by_subject ON log_organisations (subject, index);
        CREATE FUNCTION org_path_of(body bytea) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
        BEGIN
            RETURN convert_from(body, 'UTF8')::jsonb #>> '{data,org_path}';
        EXCEPTION WHEN OTHERS THEN
            RETURN NULL; -- bodies are opaque to the log: one that nobody can read belongs to nobody
        END $$;
        INSERT INTO log_organisations
            SELECT index, source, subject, org_path_of(body) FROM log WHERE org_path_of(body) IS NOT NULL;
        DROP FUNCTION org_path_of(bytea);
        """
    )
