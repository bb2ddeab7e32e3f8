"""What the chassis cannot take now is a 503 that says when to come again, by one stable code for each kind."""

from collections.abc import Callable
from typing import Any

import psycopg
import psycopg_pool
import pytest
from fastapi import APIRouter, FastAPI
from psycopg import errors
from starlette.testclient import TestClient

from chassis.commands import Contended
from chassis.database import NoAnswer
from chassis.group_commit import Overloaded
from chassis.store.lock_queue import LockQueueFull
from chassis.vault import VaultUnreachable


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (Overloaded(), "overloaded"),
        (Contended(), "contended"),
        (LockQueueFull(), "contended"),
        (errors.LockNotAvailable(), "contended"),
        (errors.DeadlockDetected(), "contended"),
        (errors.QueryCanceled(), "unavailable"),
        (errors.IdleInTransactionSessionTimeout(), "unavailable"),
        (errors.ReadOnlySqlTransaction(), "unavailable"),
        (errors.DiskFull(), "unavailable"),
        (errors.TooManyConnections(), "unavailable"),
        (NoAnswer(), "unavailable"),
        (psycopg_pool.PoolTimeout(), "unavailable"),
        (psycopg.OperationalError(), "unavailable"),
        (VaultUnreachable(), "unavailable"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_a_request_that_cannot_be_taken_now_is_told_when_to_come_again(
    make_app: Callable[..., FastAPI], raised: Exception, code: str
) -> None:
    app = make_app()
    app.include_router(raising(raised))
    answer = TestClient(app, raise_server_exceptions=False).get("/raise")
    assert (answer.status_code, answer.json()["code"], answer.headers["Retry-After"]) == (503, code, "2")


def raising(raised: Exception) -> Any:
    routes = APIRouter()

    @routes.get("/raise")
    def fail() -> None:
        raise raised

    return routes
