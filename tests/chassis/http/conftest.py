"""A small service behind the real door: one household, one list, one upload."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Depends, FastAPI, Response, UploadFile
from pydantic import Field, field_validator
from starlette.testclient import TestClient
from structlog.testing import capture_logs
from structlog.typing import EventDict

from chassis.http.app import create_app
from chassis.http.auth import Tokens
from chassis.http.body import Body
from chassis.http.body_limit import MIB
from chassis.http.call import Call, command
from chassis.http.conditional import set_etag
from chassis.http.cursor import Cursor, Limit, Page, decode, page
from chassis.http.keys import JwksFile
from chassis.http.principal import STAFF, Principal, require
from chassis.http.refusals.errors import ErrorText, Problem
from kernel.errors import DomainError
from kernel.resident_id import InvalidIdentifier
from machine import issuer

ISSUER = "https://issuer.test"
COUNTY = "44/4405/440507"
VERSION = 7

ERRORS = (
    ErrorText(
        "notice_open", 409,
        "公示期至 {until}，尚不能建档。", "The notice runs until {until}.",
        "请在公示期满后再操作。", "Come back after that day.",
    ),
    ErrorText(
        "id_number.check_digit", 422,
        "身份证号码校验位错误。", "The check digit of the ID number is wrong.",
        "请核对身份证号码。", "Compare it with the card.",
    ),
)  # fmt: skip

Bearer = Callable[..., dict[str, str]]


class Member(Body):
    name: str = Field(min_length=1, max_length=100)
    id_number: str
    monthly_income: Decimal = Field(ge=0, decimal_places=2)

    @field_validator("id_number")
    @classmethod
    def _right(cls, number: str) -> str:
        if number == "wrong":
            raise InvalidIdentifier("id_number.check_digit")
        return number


class Application(Body):
    region: str
    members: list[Member]


class Broken(Exception):
    pass


def households() -> APIRouter:
    routes = APIRouter(prefix="/v1")

    @routes.post("/applications", status_code=201)
    def apply(body: Application, call: Annotated[Call, Depends(command("portal"))]) -> dict[str, Any]:
        return {"scope": call.key.scope, "body_hash": call.key.body_hash, "members": len(body.members)}

    @routes.get("/households/{org_path:path}")
    def read(
        org_path: str, response: Response, principal: Annotated[Principal, Depends(require(*STAFF))], limit: Limit = 50
    ) -> dict[str, str]:
        principal.require_covers(org_path)
        set_etag(response, VERSION)
        return {"org_path": org_path}

    @routes.get("/list")
    def read_list(
        principal: Annotated[Principal, Depends(require(*STAFF))], limit: Limit = 2, cursor: Cursor = None
    ) -> Page[int]:
        (after,) = decode("numbers", cursor, int) if cursor else (0,)
        assert isinstance(after, int)
        rows = [number for number in range(1, 6) if number > after][: limit + 1]
        return page("numbers", rows, limit, lambda row: row, lambda row: (row,))

    @routes.put("/plan")
    def change(call: Annotated[Call, Depends(command(*STAFF, if_match="required"))]) -> dict[str, int]:
        if call.expected != VERSION:
            raise Problem("stale_version")
        return {"version": VERSION}

    @routes.delete("/plan")
    def remove(call: Annotated[Call, Depends(command(*STAFF, if_match="optional"))]) -> dict[str, int | None]:
        return {"version": call.expected}

    @routes.post("/rosters")
    def upload(sheet: UploadFile) -> dict[str, int]:
        return {"bytes": len(sheet.file.read())}

    @routes.post("/open")
    def open_file() -> None:
        raise DomainError("notice_open", until="2026-11-08", pointer="#/notice")

    @routes.post("/unwritten")
    def refuse_without_words() -> None:
        raise DomainError("nobody_wrote_this_code")

    @routes.get("/fail")
    def fail() -> None:
        raise Broken("secret of 440507199001011234")

    return routes


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[EventDict]]:
    """What is logged, before it is written."""
    with capture_logs() as lines:
        yield lines


@pytest.fixture(scope="session")
def issuer_key() -> dict[str, Any]:
    return issuer.new_key()


@pytest.fixture
def jwks_file(tmp_path: Path, issuer_key: dict[str, Any]) -> Path:
    path = tmp_path / "jwks.json"
    path.write_text(json.dumps(issuer.public_jwks(issuer_key)))
    return path


@pytest.fixture
def make_app(jwks_file: Path) -> Callable[..., FastAPI]:
    def make(**changes: Any) -> FastAPI:
        given: dict[str, Any] = {
            "probes": {"database": lambda: True},
            "tokens": Tokens(JwksFile(jwks_file), ISSUER, "jiekun"),
            "keyed_hash": lambda data: hmac.new(b"pepper", data, hashlib.sha256).hexdigest(),
            "body_limits": {"/v1/rosters": 8 * MIB, "/v1/things/{thing}/papers": 3 * MIB},
            "strangers": {"/": 8 * MIB},  # what is asked at the door itself has tests of its own: test_door.py
            "production": False,
        }
        return create_app("intake", [households()], ERRORS, **{**given, **changes})

    return make


@pytest.fixture
def door(make_app: Callable[..., FastAPI]) -> TestClient:
    return TestClient(make_app(), raise_server_exceptions=False)


@pytest.fixture
def bearer(issuer_key: dict[str, Any]) -> Bearer:
    def headers(
        *roles: str, org_path: str = COUNTY, ttl_s: int = 600, subject: str = "clerk-1", **changes: Any
    ) -> dict[str, str]:
        token = issuer.mint(issuer_key, subject, org_path, roles or ("portal",), ttl_s, **{"issuer": ISSUER, **changes})
        return {"Authorization": f"Bearer {token}"}

    return headers
