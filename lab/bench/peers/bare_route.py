"""The least that a route can do which keeps what it is sent: FastAPI parses the body, psycopg inserts one row.

It runs on the product's HTTP server with its settings; nobody is asked who he is, nothing is checked, sealed or found.
"""

import os
from typing import Any
from uuid import uuid4

from fastapi import FastAPI
from psycopg.types.json import Jsonb

from chassis import database
from chassis.http.server import serve

CONNECTIONS = 24  # as many as a service's


def main() -> None:
    pool = database.pool(os.environ["BARE_URL"], 2, CONNECTIONS)
    with pool.connection() as made:
        made.execute("CREATE TABLE IF NOT EXISTS rows (id uuid PRIMARY KEY, body jsonb NOT NULL)")
    app = FastAPI()

    @app.get("/healthz")
    def healthz() -> dict[str, bool]:
        return {"ok": True}

    @app.post("/rows", status_code=201)
    def insert(body: dict[str, Any]) -> dict[str, str]:
        row = str(uuid4())
        with pool.connection() as connection:
            connection.execute("INSERT INTO rows (id, body) VALUES (%s, %s)", (row, Jsonb(body)))
        return {"row": row}

    serve(app, "127.0.0.1", int(os.environ["BARE_PORT"]), lambda: None, pool.close)


if __name__ == "__main__":
    main()
