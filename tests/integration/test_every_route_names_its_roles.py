"""Every route of every service names the roles that it is for; taken from the services' own descriptions."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from chassis.http.app import STRANGERS
from dci.keys import SigningKey
from kernel.items import Agency
from machine import issuer
from services.assistance.bootstrap import bootstrap as assistance
from services.intake.bootstrap import bootstrap as intake
from services.ledger.bootstrap import bootstrap as ledger
from services.verification.bootstrap import bootstrap as verification
from tests.support.service import Begin, SettingsOf, app_of

BOOTSTRAPS = {"intake": intake, "verification": verification, "assistance": assistance, "ledger": ledger}
FOR_UNMASK = {("POST", "/v1/households/{household}/unmask")}


@pytest.fixture
def app_named(settings_of: SettingsOf, begin: Begin, tmp_path: Path) -> Callable[[str], FastAPI]:
    def make(name: str) -> FastAPI:
        more: dict[str, Any] = {}
        if name == "verification":
            key_file, agencies_file = tmp_path / "key.json", tmp_path / "agencies.json"
            key_file.write_bytes(SigningKey.generate("verification", "1").dump())
            agencies_file.write_text(
                json.dumps([{"code": agency.value, "url": "http://127.0.0.1:1", "keys": []} for agency in Agency])
            )
            more = {
                "dci_key_file": key_file,
                "agencies_file": agencies_file,
                "dci_sender_uri": "http://127.0.0.1:1/registry/on-search",
            }
        return app_of(begin(BOOTSTRAPS[name], settings_of(name, **more)))

    return make


def statuses(app: FastAPI, headers: dict[str, str]) -> dict[tuple[str, str], int]:
    """What each route says to a caller, by method and template."""
    door, found = TestClient(app, raise_server_exceptions=False), {}
    for path, operations in app.openapi()["paths"].items():
        for method in operations:
            asked = path.replace("{", "").replace("}", "")
            found[method.upper(), path] = door.request(method, asked, headers=headers).status_code
    return found


@pytest.mark.parametrize("name", BOOTSTRAPS)
def test_who_has_no_role_of_a_route_is_refused_by_it(
    app_named: Callable[[str], FastAPI], key: dict[str, Any], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FAULTS A9. `unmask` is the one role that no ordinary route names: a route that names none would let it in."""
    app = app_named(name)
    open_to_strangers = {route for route in statuses(app, {}) if route[1].startswith(tuple(STRANGERS))}
    assert {path for _, path in open_to_strangers} <= {
        "/healthz", "/readyz", "/registry/on-search", "/registry/notify",
    }  # fmt: skip

    def asked_with(*roles: str) -> dict[tuple[str, str], int]:
        token = issuer.mint(key, "somebody", "44", roles, 600)
        return statuses(app, {"Authorization": f"Bearer {token}", "Idempotency-Key": "1"})

    without_a_token = statuses(app, {})
    assert len(without_a_token) > 4
    assert {without_a_token[route] for route in without_a_token.keys() - open_to_strangers} == {401}
    monkeypatch.setattr("machine.issuer.ROLES", issuer.ROLES | {"another_systems"})
    assert set(asked_with("another_systems").values()) == {403}
    told = asked_with("unmask")
    assert {told[route] for route in told.keys() - open_to_strangers - FOR_UNMASK} == {403}
