"""Alembic's entry point, the same for every service: the runner hands the open connection over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
