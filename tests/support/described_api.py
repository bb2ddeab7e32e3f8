"""Spec'd double of the four services' doors: takes what their descriptions allow, answers as they say, keeps what it
was asked.

It listens on real ports, so a command reaches it as it reaches a service. What a description leaves open (a free
object) a test answers itself; anything that no description knows is a 599, which no service ever sends.
"""

import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

import jsonschema_rs

from chassis.roles import SERVICES
from tests.architecture.tree import ROOT

UNDESCRIBED = 599
BINARY = b"%PDF-1.7 fictive"

Json = dict[str, Any]


class Route(NamedTuple):
    service: str
    method: str
    template: str

    def __str__(self) -> str:
        return f"{self.service} {self.method} {self.template}"


class Asked(NamedTuple):
    """One request as it came; `places` are the path's, `body` is None for what is no JSON."""

    route: Route
    places: dict[str, str]
    query: dict[str, str]
    headers: dict[str, str]
    body: Any


@cache
def description(service: str) -> Json:
    found: Json = json.loads((ROOT / "contracts" / "openapi" / f"{service}.json").read_bytes())
    return found


@cache
def routes() -> dict[Route, Json]:
    """Those of people: every operation under /v1 of every service."""
    return {
        Route(service, method.upper(), template): operation
        for service in SERVICES
        for template, methods in description(service)["paths"].items()
        for method, operation in methods.items()
        if template.startswith("/v1/")
    }


@dataclass
class DescribedApi:
    """`answers`: route -> JSON, or (status, JSON), instead of what is made of the description."""

    answers: Mapping[Route, Any] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def answer(self, service: str, method: str, target: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        address = urlsplit(target)
        found = _route_of(service, method, address.path)
        if found is None:
            return _undescribed(f"no route {method} {address.path}")
        route, places = found
        operation, query = routes()[route], dict(parse_qsl(address.query))
        is_json = headers.get("content-type", "").startswith("application/json")
        read = json.loads(body) if body and is_json else None
        if wrong := [*_wrong(service, operation, query, headers, read)]:
            return _undescribed("; ".join(wrong))
        self.asked.append(Asked(route, places, query, headers, read))
        if route not in self.answers:
            return _made_of(service, operation)
        answer = self.answers[route]
        status, shown = answer if isinstance(answer, tuple) else (200, answer)
        return status, json.dumps(shown, ensure_ascii=False).encode()


@contextmanager
def serving(api: DescribedApi) -> Iterator[dict[str, int]]:
    """Service -> the port it listens on."""
    with ExitStack() as stack:
        ports = {}
        for service in SERVICES:
            server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(api, service))
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
            thread.start()
            stack.callback(server.server_close)
            stack.callback(server.shutdown)
            ports[service] = server.server_address[1]
        yield ports


def _handler(api: DescribedApi, service: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, answer = api.answer(service, self.command, self.path, headers, body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing of a test is said on stderr."""

    return Handler


def _route_of(service: str, method: str, path: str) -> tuple[Route, dict[str, str]] | None:
    """The most literal template that fits, as a router with fixed paths first finds it."""
    mine = [route for route in routes() if route.service == service and route.method == method]
    for route in sorted(mine, key=lambda one: one.template.count("{")):
        form = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(route.template))
        if (found := re.fullmatch(form, path)) is not None:
            return route, {name: unquote(value) for name, value in found.groupdict().items()}
    return None


def _wrong(service: str, operation: Json, query: Json, headers: Json, body: Any) -> Iterator[str]:
    parameters = operation.get("parameters", ())
    known = {one["name"]: one for one in parameters if one["in"] == "query"}
    for name, value in query.items():
        if name not in known:
            yield f"query {name} is not known"
        elif not _fits(service, known[name]["schema"], value):
            yield f"query {name}={value} is not in its form"
    for one in parameters:
        if one["in"] == "header" and one.get("required") and one["name"].lower() not in headers:
            yield f"header {one['name']} is missing"
    if "authorization" not in headers:
        yield "nobody asks"
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        schema = content["application/json"]["schema"]
        yield from (f"body: {error.message}" for error in _validator(service, schema).iter_errors(body))


def _fits(service: str, schema: Json, value: str) -> bool:
    readings: list[Any] = [value, *([int(value)] if value.isdecimal() else [])]
    return any(_validator(service, schema).is_valid(reading) for reading in readings)


def _validator(service: str, schema: Json) -> Any:
    return _compiled(service, json.dumps(schema))


@cache
def _compiled(service: str, schema: str) -> Any:
    known = {"components": description(service)["components"]}
    return jsonschema_rs.Draft202012Validator({**json.loads(schema), **known})


def _undescribed(why: str) -> tuple[int, bytes]:
    return UNDESCRIBED, json.dumps({"code": "undescribed", "texts": {"zh": why, "en": why}}).encode()


def _made_of(service: str, operation: Json) -> tuple[int, bytes]:
    status, answer = next((int(code), one) for code, one in operation["responses"].items() if code.startswith("2"))
    kinds = answer.get("content", {})
    if "application/json" not in kinds:
        return status, BINARY
    return status, json.dumps(example(service, kinds["application/json"].get("schema", {}))).encode()


def example(service: str, schema: Json) -> Any:
    """The smallest thing of that shape with every property in it; lists have one element."""
    match schema:
        case {"$ref": str(ref)}:
            return example(service, description(service)["components"]["schemas"][ref.rsplit("/", 1)[-1]])
        case {"example": known} | {"examples": [known, *_]} | {"const": known} | {"enum": [known, *_]}:
            return known
        case {"anyOf": [first, *_]} | {"oneOf": [first, *_]} | {"allOf": [first, *_]}:
            return example(service, first)
        case {"type": "array"}:
            return [example(service, schema.get("items", {}))]
        case {"type": "integer" | "number"}:
            return schema.get("minimum", 1)
        case {"type": "boolean"}:
            return False
        case {"type": "null"}:
            return None
        case {"type": "string", "format": "date-time"}:
            return "2026-11-02T02:00:00Z"
        case {"type": "string", "format": "date"}:
            return "2026-11-02"
        case {"type": "string"}:
            return "x"
        case _:
            made = {name: example(service, one) for name, one in schema.get("properties", {}).items()}
            return {**made, **({"next": None} if "next" in made and "items" in made else {})}
