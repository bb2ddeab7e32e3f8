"""One service's HTTP app: its routes inside the rings that all services share.

From outside in: edge (trace, log, last catch), signed doors (refusals as acks), duplicate parameters, door (token),
body limit, in flight, strict JSON, then FastAPI with the routes.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from fastapi import APIRouter, Depends, FastAPI
from starlette.middleware import Middleware
from starlette.responses import JSONResponse

from chassis.http import health, openapi
from chassis.http.auth import Tokens
from chassis.http.body_limit import KIB, MIB, BodyLimit
from chassis.http.door import Door
from chassis.http.duplicate_parameters import DuplicateParameters
from chassis.http.edge import Edge
from chassis.http.idempotency import KeyedHash
from chassis.http.in_flight import InFlight
from chassis.http.peers import Proxies
from chassis.http.principal import require
from chassis.http.refusals import error_table, handlers
from chassis.http.refusals.errors import ErrorText
from chassis.http.refusals.of_exceptions import REFUSALS, Refused
from chassis.http.signed_doors import SignedDoors
from chassis.http.strict_json import StrictJson

BODY_BYTES_MAX: Final = MIB
IN_FLIGHT_MAX: Final = 512
STRANGERS: Final[Mapping[str, int]] = {
    "/registry/": 64 * KIB,
    "/registry/envelopes": MIB,
    "/oauth2/client/token": 4 * KIB,
    "/.well-known/": 0,
    "/healthz": 0,
    "/readyz": 0,
}
"""Where nobody is asked for a token (agencies sign what they send), and how large a body may be there."""
SHOWN_HERE: Final[Mapping[str, int]] = {"/metrics": 0, "/openapi.json": 0}
"""Where nobody is asked either, but in production."""


def create_app(
    service: str,
    routers: Iterable[APIRouter],
    errors: Iterable[ErrorText],
    probes: Mapping[str, health.Probe],
    *,
    tokens: Tokens,
    keyed_hash: KeyedHash,
    raises: Collection[str] = (),
    refusals: Mapping[type[Exception], Refused] | None = None,
    body_limits: Mapping[str, int] | None = None,
    strangers: Mapping[str, int] = STRANGERS,
    proxies: Proxies | None = None,
    production: bool = True,
    version: str = "1",
    in_flight_max: int = IN_FLIGHT_MAX,
) -> FastAPI:
    """The app, ready to serve; raises `MissingText` for a code of `raises` without a text.

    - `errors`: the service's texts; `raises`: the codes its code may raise (`error_table.codes_raised_in`).
    - `refusals`: more exceptions that are answered as a code; `body_limits`: bytes by path prefix.
    - `keyed_hash`: the vault's; `tokens`: who may come in; `strangers`: where one may without, by path prefix.
    - `proxies`: those in front whose word on addresses is taken.
    - In production the description and the metrics are shown to operators only.
    """
    table = error_table.build(errors, raises)
    strangers = {**strangers, **({} if production else SHOWN_HERE)}
    app = FastAPI(
        title=f"解困 · Jiekun {service}",
        version=version,
        # Swagger UI would come from a CDN, which closed networks do not reach.
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        generate_unique_id_function=lambda route: route.name,  # a client's function is named as ours is
        redirect_slashes=False,
        middleware=[
            Middleware(Edge, table=table),
            Middleware(SignedDoors),
            Middleware(DuplicateParameters, table=table),
            Middleware(
                Door,
                table=table,
                tokens=tokens,
                proxies=proxies or Proxies(),
                open_to_strangers=strangers,
            ),
            Middleware(BodyLimit, table=table, default=BODY_BYTES_MAX, limits=body_limits or {}, strangers=strangers),
            Middleware(InFlight, table=table, most=in_flight_max),
            Middleware(StrictJson),
        ],
    )
    app.state.keyed_hash = keyed_hash
    handlers.install(app, table, {**REFUSALS, **(refusals or {})})
    openapi.describe(app, table)
    operators_only: list[Any] = [require("operator")] if production else []
    app.include_router(health.router(service, probes, operators_only))
    app.include_router(_description(app, operators_only))
    for router in routers:
        app.include_router(router)
    return app


def _description(app: FastAPI, guards: list[Any]) -> APIRouter:
    routes = APIRouter()

    @routes.get("/openapi.json", dependencies=[Depends(guard) for guard in guards], include_in_schema=False)
    def read_description() -> JSONResponse:
        return JSONResponse(app.openapi())

    return routes
