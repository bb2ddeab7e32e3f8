"""Health endpoints: whether the process lives, whether it can work, and its metrics."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Depends
from starlette.responses import JSONResponse, Response

from chassis import logs, metrics

Probe = Callable[[], object]
"""Raises, or gives False, when the thing it asks about cannot be worked with; answers within a second or two."""


def router(service: str, probes: Mapping[str, Probe], guards: list[Any]) -> APIRouter:
    """`guards` are dependencies before the metrics (a role in production)."""
    routes = APIRouter(tags=["health"])

    @routes.get("/healthz", summary="进程存活 · the process lives", operation_id="healthz")
    async def healthz() -> dict[str, str]:
        # A coroutine: with all threads at work the process is busy, not dead.
        return {"service": service, "status": "ok"}

    @routes.get("/readyz", summary="可以受理请求 · ready for requests", operation_id="readyz")
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
