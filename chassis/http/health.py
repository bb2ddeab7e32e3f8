"""Health endpoints: whether the process lives, whether it can work, and its metrics."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from fastapi import APIRouter, Depends
from pydantic import Field
from starlette.responses import JSONResponse, Response

from chassis import logs, metrics
from chassis.http.shapes import Shape

Probe = Callable[[], object]
"""Raises, or gives False, when the thing it asks about cannot be worked with; answers within a second or two."""


class Alive(Shape):
    service: str = Field(description="服务名 · the service")
    status: Literal["ok"] = Field(description="进程存活 · the process lives")


class Readiness(Shape):
    service: str = Field(description="服务名 · the service")
    status: Literal["ok", "not_ready"] = Field(description="能否受理请求 · whether it can work")
    failed: list[str] = Field(description="不可用的依赖 · what it needs and cannot reach", examples=[["database"]])


def router(service: str, probes: Mapping[str, Probe], guards: list[Any]) -> APIRouter:
    """`guards` are dependencies before the metrics (a role in production)."""
    routes = APIRouter(tags=["health"])

    @routes.get("/healthz", summary="进程存活 · the process lives", operation_id="healthz")
    async def healthz() -> Alive:
        # A coroutine: with all threads at work the process is busy, not dead.
        return Alive(service=service, status="ok")

    @routes.get(
        "/readyz",
        summary="可以受理请求 · ready for requests",
        operation_id="readyz",
        response_model=Readiness,
        responses={503: {"model": Readiness, "description": "不能受理请求 · not ready"}},
    )
    def readyz() -> JSONResponse:
        answers = {name: _ready(name, probe) for name, probe in probes.items()}
        failed = [name for name, ready in answers.items() if not ready]
        body = {"service": service, "status": "not_ready" if failed else "ok", "failed": failed}
        return JSONResponse(body, status_code=503 if failed else 200)

    @routes.get("/metrics", dependencies=[Depends(guard) for guard in guards], include_in_schema=False)
    def read_metrics() -> Response:
        return Response(metrics.exposition(), media_type=metrics.MEDIA_TYPE)

    return routes


def _ready(name: str, probe: Probe) -> bool:
    try:
        return probe() is not False
    except Exception as error:
        logs.logger("http").warning("probe_failed", probe=name, exc_info=error)
        return False
