"""A command's response, as the very bytes that were stored with it."""

from starlette.responses import Response

from chassis.http.conditional import set_etag


def answer(body: bytes, status: int = 200, version: int | None = None) -> Response:
    """`body` is JSON, the same for the first request and for each retry of it; `version` becomes the ETag."""
    response = Response(body, status_code=status, media_type="application/json")
    if version is not None:
        set_etag(response, version)
    return response
