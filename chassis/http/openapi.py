"""The API's description: FastAPI's own, with the one error shape in place of the one it assumes."""

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from chassis.http.refusals.errors import ErrorTable
from chassis.http.refusals.problems import MEDIA_TYPE

_TEXTS: Final = {"type": "object", "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}}

PROBLEM: Final[dict[str, Any]] = {
    "type": "object",
    "description": "RFC 9457；请按 code 判断，texts 与 next 供人阅读 · branch on `code`, show `texts` and `next`",
    "required": ["type", "title", "status", "detail", "instance", "code", "texts", "next"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri"},
        "code": {"type": "string"},
        "texts": _TEXTS,
        "next": _TEXTS,
        "params": {"type": "object", "additionalProperties": True},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"pointer": {"type": "string"}, "code": {"type": "string"}, "texts": _TEXTS},
            },
        },
    },
    "example": {
        "type": "urn:jiekun:problem:stale_version",
        "title": "Stale version",
        "status": 412,
        "detail": "内容已被他人更新，您看到的版本已过时。",
        "instance": "urn:jiekun:trace:0af7651916cd43dd8448eb211c80319c",
        "code": "stale_version",
        "texts": {"zh": "内容已被他人更新，您看到的版本已过时。", "en": "Somebody changed this after you read it."},
        "next": {
            "zh": "请重新读取最新版本后再提交。",
            "en": "Read it again, then send your change with the new ETag.",
        },
    },
}


def header(form: str, *, required: bool = False) -> dict[str, Any]:
    """`json_schema_extra` of a header whose whole value has this form (a regular expression, ASCII alone).

    `required` marks one that the server asks for itself: it has a better word for its absence than the framework.
    """
    return {"pattern": f"^{form}$", **({"x-required": True} if required else {})}


def file(*media_types: str) -> dict[int | str, dict[str, Any]]:
    """FastAPI's `responses` of a route that answers with a file, or with JSON where that is among them."""
    binary = {"schema": {"type": "string", "format": "binary"}}
    return {200: {"content": {kind: {} if kind == "application/json" else binary for kind in media_types}}}


def describe(app: FastAPI, table: ErrorTable) -> None:
    """Give the app its description, made once when it is first asked for."""

    def schema() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _with_problems(
                get_openapi(title=app.title, version=app.version, routes=app.routes), table
            )
        return app.openapi_schema

    app.openapi = schema  # type: ignore[method-assign]  # FastAPI's documented way


def _with_problems(schema: dict[str, Any], table: ErrorTable) -> dict[str, Any]:
    components = schema.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for assumed in ("HTTPValidationError", "ValidationError"):
        schemas.pop(assumed, None)
    schemas["Problem"] = PROBLEM
    for name, shape in schemas.items():
        if name.startswith(_FORM):
            shape["additionalProperties"] = False  # as each JSON body says of itself
    components.setdefault("responses", {})["Problem"] = {
        "description": "请求未被受理 · the request was refused",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for operations in schema["paths"].values():
        for operation in operations.values():
            operation["responses"].pop("422", None)
            # A door of signed messages answers with acks, and says so itself.
            operation["responses"] = {kind: _REFUSED for kind in ("4XX", "5XX")} | operation["responses"]
            for parameter in operation.get("parameters", ()):
                _say_what_a_header_is(parameter)
    schema["x-error-codes"] = {
        text.code: {"status": text.status, "zh": text.zh, "en": text.en} for text in table.texts.values()
    }
    return schema


def _say_what_a_header_is(parameter: dict[str, Any]) -> None:
    """It is there or not, and never null."""
    schema = parameter["schema"]
    if parameter["in"] == "header":
        parameter["required"] = schema.get("x-required", False)
        parameter["schema"] = {"type": "string", **{key: schema[key] for key in ("title", "pattern") if key in schema}}


_FORM: Final = "Body_"
"""So begin the framework's names for the schemas of forms."""

_REFUSED: Final = {"$ref": "#/components/responses/Problem"}
