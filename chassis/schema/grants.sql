-- Narrows the default privileges after every migration of a service's database; idempotent.
-- The runner names the application role in `jiekun.service`.
DO $$ BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON events FROM %I', current_setting('jiekun.service'));
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM %I', current_setting('jiekun.service'));
END $$;
GRANT SELECT ON published, heads TO follower;
