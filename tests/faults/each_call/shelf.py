"""Copies of all tables of the five databases, one for each stage; put back in place, so that nobody reconnects."""

import psycopg
from psycopg.sql import SQL, Identifier

from chassis.urls import Urls, with_database

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' ORDER BY 1"


class Shelf:
    """Works as the administrator, past the triggers that keep events from being changed."""

    def __init__(self, admin_url: str, urls: Urls) -> None:
        owners = [*(one.owner for one in urls.services.values()), urls.vault.owner]
        names = [owner.rpartition("/")[2] for owner in owners]
        self._open = [psycopg.connect(with_database(admin_url, name), autocommit=True) for name in names]
        self._tables = [[table for (table,) in one.execute(TABLES)] for one in self._open]

    def keep(self, stage: str) -> None:
        for connection, tables in zip(self._open, self._tables, strict=True):
            connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(stage)))
            for table in tables:
                copy = SQL("CREATE TABLE {0}.{1} AS TABLE public.{1}")
                connection.execute(copy.format(Identifier(stage), Identifier(table)))

    def put_back(self, stage: str) -> None:
        back = SQL("DELETE FROM public.{1}; INSERT INTO public.{1} SELECT * FROM {0}.{1};")
        for connection, tables in zip(self._open, self._tables, strict=True):
            work = [back.format(Identifier(stage), Identifier(table)) for table in tables]
            whole = SQL("BEGIN; SET LOCAL session_replication_role = replica; {} COMMIT").format(SQL(" ").join(work))
            connection.execute(whole)

    def age(self, seconds: float) -> None:
        """Real time passes for whoever leased a row or put off a try."""
        passing = {
            "deliveries": "next_try = next_try - {0}, leased_to = leased_to - {0}",
            "timers": "next_try = next_try - {0}",
            "parked": "next_try = next_try - {0}",
            "relay": "leased_to = leased_to - {0}",
        }
        for connection, tables in zip(self._open, self._tables, strict=True):
            for table in passing.keys() & set(tables):
                interval = SQL("{} * interval '1 second'").format(seconds)
                connection.execute(
                    SQL("UPDATE {} SET ").format(Identifier(table)) + SQL(passing[table]).format(interval)
                )

    def close(self) -> None:
        for connection in self._open:
            connection.close()
