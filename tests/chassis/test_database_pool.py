"""A pool gives no connection that its server has ended."""

from collections.abc import Callable

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from chassis import database
from chassis.urls import ServiceUrls

CONNECTIONS = 8


def test_sessions_that_the_server_ended_are_refused_to_nobody(make_database: Callable[..., ServiceUrls]) -> None:
    """FAULTS B45."""
    urls = make_database()
    with database.pool(urls.app, CONNECTIONS, CONNECTIONS) as pool, database.connect(urls.app) as watcher:
        pool.wait()
        for _ in range(3):
            with psycopg.connect(urls.app, autocommit=True) as administrator:
                administrator.execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                    " WHERE usename = current_user AND datname = current_database() AND pid NOT IN (%s, %s)",
                    (administrator.info.backend_pid, watcher.info.backend_pid),
                )
            for _ in range(CONNECTIONS):
                with pool.connection() as connection:
                    assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_notice_that_came_meanwhile_is_no_end(make_database: Callable[..., ServiceUrls]) -> None:
    urls = make_database()
    with database.pool(urls.app, 1, 1) as pool, database.connect(urls.app) as teller:
        with pool.connection() as connection:
            connection.execute("LISTEN news")
            process = connection.info.backend_pid
        teller.execute("NOTIFY news")
        with pool.connection() as connection:
            assert connection.info.backend_pid == process


def test_a_connection_whose_server_only_reads_now_is_used_once(make_database: Callable[..., ServiceUrls]) -> None:
    """After a failover the former primary lived on as a standby and answered whoever asked whether it lived: each write
    on a pooled connection failed until somebody restarted the service."""
    urls = make_database()
    with database.pool(urls.app, 1, 1) as pool:
        with pool.connection() as connection:
            connection.execute("SET default_transaction_read_only = on")
            process = connection.info.backend_pid
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            _write(pool)
        with pool.connection() as connection:
            assert connection.info.backend_pid != process
            assert connection.execute("SHOW transaction_read_only").fetchone() == ("off",)


def _write(pool: ConnectionPool[database.Connection]) -> None:
    with pool.connection() as connection:
        connection.execute("CREATE TABLE written ()")


def test_no_connection_is_made_to_a_standby() -> None:
    assert database.parameters()["target_session_attrs"] == "primary"
