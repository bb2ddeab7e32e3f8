"""Error texts are whole before a service starts; health, metrics and the API's description."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from starlette.testclient import TestClient

import chassis.http
from chassis.http.refusals import error_table
from chassis.http.refusals.errors import ErrorText, MissingText

TEXT = ErrorText("fund_closed", 409, "资金已关闭。", "The fund is closed.", "请另选资金。", "Choose another fund.")


class TestErrorTable:
    def test_every_code_that_the_chassis_raises_has_its_texts(self) -> None:
        raised = error_table.codes_raised_in(*map(Path, chassis.http.__path__))
        assert "idempotency_key_required" in raised
        assert raised <= error_table.build(()).texts.keys()

    def test_a_service_with_a_code_without_a_text_does_not_start(
        self, make_app: Callable[..., FastAPI], tmp_path: Path
    ) -> None:
        (tmp_path / "rules.py").write_text('def decide():\n    raise errors.DomainError("fund_empty", fund="f1")\n')
        with pytest.raises(MissingText, match="fund_empty"):
            make_app(raises=error_table.codes_raised_in(tmp_path))

    def test_a_folder_without_source_is_no_proof(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="no Python source"):
            error_table.codes_raised_in(tmp_path)

    @pytest.mark.parametrize(
        ("texts", "why"),
        [
            ((TEXT, TEXT), "two texts"),
            ((replace(TEXT, code="not_found"),), "two texts"),
            ((replace(TEXT, zh=""),), "empty"),
            ((replace(TEXT, status=200),), "no error"),
            ((replace(TEXT, zh="资金{fund}已关闭。"),), "different params"),
        ],
    )
    def test_a_table_that_is_not_whole_is_refused(self, texts: tuple[ErrorText, ...], why: str) -> None:
        with pytest.raises(ValueError, match=why):
            error_table.build(texts)


class TestHealth:
    def test_readiness_names_what_failed(self, make_app: Callable[..., FastAPI]) -> None:
        def away() -> None:
            raise ConnectionError("host and password")

        probes = {"database": lambda: None, "vault": away, "lane": lambda: False}
        response = TestClient(make_app(probes=probes)).get("/readyz")
        assert response.status_code == 503
        assert response.json() == {"service": "intake", "status": "not_ready", "failed": ["vault", "lane"]}

    def test_a_service_with_all_it_needs_is_ready(self, door: TestClient) -> None:
        response = door.get("/readyz")
        assert (response.status_code, response.json()["failed"]) == (200, [])

    def test_metrics_name_routes_and_never_paths(self, door: TestClient, bearer: Any) -> None:
        door.get("/v1/households/44/4405/440507/some-union?limit=3", headers=bearer())
        door.get("/nowhere/44-9")
        metrics = door.get("/metrics").text
        assert 'route="/v1/households/{org_path}"' in metrics
        assert 'route="unmatched",status="404"' in metrics
        assert "some-union" not in metrics
        assert "44-9" not in metrics


def test_a_route_of_an_included_router_is_known_by_its_whole_template(
    make_app: Callable[..., FastAPI], logged: list[dict[str, Any]]
) -> None:
    plans, outer = APIRouter(prefix="/plans"), APIRouter(prefix="/v2")

    @plans.get("/{plan}")
    def read(plan: str) -> str:
        return plan

    outer.include_router(plans)
    app = make_app()
    app.include_router(outer)
    TestClient(app).get("/v2/plans/3")
    assert [line["route"] for line in logged] == ["/v2/plans/{plan}"]


def test_a_request_is_one_log_line_without_its_address(
    door: TestClient, bearer: Any, logged: list[dict[str, Any]]
) -> None:
    door.get("/v1/households/44/4405/440507/some-union?limit=3", headers=bearer())
    (line,) = logged
    assert line.pop("ms") > 0
    assert line == {
        "logger": "http",
        "event": "request_served",
        "log_level": "info",
        "method": "GET",
        "route": "/v1/households/{org_path}",
        "status": 200,
    }


def test_the_description_shows_the_one_error_shape_and_the_way_in(door: TestClient) -> None:
    """FAULTS A19."""
    schema = door.get("/openapi.json").json()
    operation = schema["paths"]["/v1/applications"]["post"]
    assert operation["security"] == [{"HTTPBearer": []}]
    assert schema["components"]["securitySchemes"]["HTTPBearer"]["bearerFormat"] == "JWT"
    problem = {"$ref": "#/components/responses/Problem"}
    for operations in schema["paths"].values():
        for each in operations.values():
            assert (each["responses"]["4XX"], each["responses"]["5XX"]) == (problem, problem)
            refusals = each["responses"].keys() - {"200", "201", "4XX", "5XX"}
            assert {*each["responses"]["422"]["content"]} == {"application/problem+json"} if "422" in refusals else True
    assert "HTTPValidationError" not in str(schema)
    headers = {each["name"].lower() for each in schema["paths"]["/v1/plan"]["put"]["parameters"]}
    assert headers == {"if-match", "idempotency-key"}
    assert {each["name"].lower() for each in operation["parameters"]} == {"idempotency-key"}
    required = {
        (method, each["name"].lower()): each["required"]
        for method, described in schema["paths"]["/v1/plan"].items()
        for each in described["parameters"]
    }
    assert required == {
        ("put", "idempotency-key"): True,
        ("put", "if-match"): True,
        ("delete", "idempotency-key"): True,
        ("delete", "if-match"): False,
    }
    assert schema["x-error-codes"]["notice_open"]["status"] == 409
