"""A service small enough to be overloaded at will: the chassis' own door, store and lane, and two kinds of commands.

Started with one JSON object: `port`, `jwks_file`, `database_url`, `in_flight_max`, and `limits`: values of the
chassis' modules that a test wants smaller (`{"chassis.http.connection.HEAD_S": 0.3}`).
Callers hold a token, except those of `/registry/letter`.
"""

import hashlib
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from starlette.responses import Response

from chassis import logs
from chassis.commands import guarded, through_lane
from chassis.group_commit import Lane
from chassis.http.app import create_app
from chassis.http.auth import Tokens
from chassis.http.keys import JwksFile
from chassis.http.server import serve
from chassis.request_key import RequestKey
from chassis.store import Unit
from chassis.store.postgres import PostgresStore
from tests.support.events import codec, no_projection, noted

Key = Annotated[str, Header(alias="Idempotency-Key")]


def main(told: dict[str, Any]) -> None:
    logs.configure("intake", "ERROR")
    for name, value in told["limits"].items():
        module, _, constant = name.rpartition(".")
        setattr(import_module(module), constant, value)
    store = PostgresStore(told["database_url"], codec(), no_projection)
    lane = Lane(store)
    app = create_app(
        "intake",
        [routes(store, lane)],
        (),
        {"database": store.ping},
        tokens=Tokens(JwksFile(Path(told["jwks_file"])), "issuer", "jiekun"),
        keyed_hash=lambda data: hashlib.sha256(data).hexdigest(),
        in_flight_max=told["in_flight_max"],
    )

    def stop() -> None:
        lane.stop()
        store.close()

    # On all addresses of this machine's own network, so that a test's callers can come from several.
    serve(app, "0.0.0.0", told["port"], lane.start, stop, connections_max=told["connections_max"])  # noqa: S104


def routes(store: PostgresStore, lane: Lane) -> APIRouter:
    made = APIRouter()

    def build(household: str, key: str, lock: bool) -> Any:
        def built(transaction: Any) -> Unit:
            if lock:
                transaction.lock([f"household/{household}"])
            version = len(transaction.load(household))
            asked = RequestKey(key, "same")
            return noted(store.codec, household, version, key, key=asked, response=key.encode())

        return built

    @made.post("/lane/{household}")
    def through_the_lane(household: str, key: Key) -> Response:
        return Response(through_lane(store, lane, RequestKey(key, "same"), build(household, key, lock=False)))

    @made.post("/guarded/{household}")
    def under_a_guard(household: str, key: Key) -> Response:
        return Response(guarded(store, RequestKey(key, "same"), build(household, key, lock=True)))

    @made.post("/body")
    async def read(request: Request) -> dict[str, int]:
        return {"bytes": len(await request.body())}

    @made.post("/registry/letter")
    async def take_a_letter(request: Request) -> dict[str, int]:
        return {"bytes": len(await request.body())}

    @made.get("/much")
    def answer_much() -> Response:
        return Response(b"x" * (32 * 1024 * 1024))

    return made


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
