"""What `deploy/docker-compose.yml` promises of every container, read as compose reads it (FAULTS A21, A22)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_is_bounded_and_may_little(name: str) -> None:
    told = SERVICES[name]
    assert told["cap_drop"] == ["ALL"]
    assert told["security_opt"] == ["no-new-privileges:true"]
    assert told["mem_limit"]
    assert told["pids_limit"] <= 1024
    assert set(told.get("cap_add", [])) <= {"CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"}


@pytest.mark.parametrize("name", SERVICES)
def test_no_environment_holds_a_password(name: str) -> None:
    held = {
        key: value
        for key, value in SERVICES[name].get("environment", {}).items()
        if ("PASSWORD" in key or "SECRET" in key or "postgresql://" in value) and not key.endswith("_FILE")
    }
    assert held == {}


def test_databases_and_bus_lie_in_networks_that_lead_nowhere() -> None:
    inside = {name for name, network in COMPOSE["networks"].items() if (network or {}).get("internal")}
    assert inside == {"core", "vault"}
    for name in ("kafka", "postgres", "vault", "init"):
        assert set(SERVICES[name]["networks"]) <= inside


def test_every_port_is_of_this_machine_alone() -> None:
    ports = [port for told in SERVICES.values() for port in told.get("ports", [])]
    assert len(ports) == 5
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []


def test_mock_agencies_start_in_a_demo_alone() -> None:
    assert {name for name, told in SERVICES.items() if told.get("profiles")} == {"agencies"}
    assert SERVICES["agencies"]["profiles"] == ["demo"]


def test_intake_keeps_attachments_in_a_volume_and_nobody_else_sees_them() -> None:
    folder = SERVICES["intake"]["environment"]["JIEKUN_BLOBS_FOLDER"]
    assert [name for name, told in SERVICES.items() if "attachments" in str(told.get("volumes"))] == ["intake"]
    assert f"attachments:{folder}" in SERVICES["intake"]["volumes"]
    assert set(SERVICES["ledger"]["volumes"]) < set(SERVICES["intake"]["volumes"])
    assert "attachments" in COMPOSE["volumes"]


def test_each_secret_goes_to_those_who_need_it() -> None:
    seen = {
        name: sorted(one if isinstance(one, str) else one["source"] for one in told.get("secrets", []))
        for name, told in SERVICES.items()
    }
    assert [name for name, has in seen.items() if "provision" in has] == ["init"]
    assert [name for name, has in seen.items() if "vault_maker_url" in has] == ["ledger"]
    assert {one for has in seen.values() for one in has} == set(COMPOSE["secrets"])
    assert {name for name, has in seen.items() if "master_key" in has} == {
        "intake",
        "verification",
        "assistance",
        "ledger",
    }


def test_the_proxy_is_the_one_door_and_its_word_on_addresses_alone_is_taken() -> None:
    over = yaml.safe_load((DEPLOY / "docker-compose.proxy.yml").read_text(encoding="utf-8"))
    proxy, behind = over["services"].pop("proxy"), over["services"]
    assert (proxy["read_only"], proxy["cap_drop"], proxy["security_opt"]) == (
        True,
        ["ALL"],
        ["no-new-privileges:true"],
    )
    assert (proxy["user"], proxy["pids_limit"] <= 64, bool(proxy["mem_limit"])) == ("65534:65534", True, True)
    address = proxy["networks"]["behind"]["ipv4_address"]
    assert set(behind) == {"intake", "verification", "assistance", "ledger"}
    for told in behind.values():
        assert told == {"environment": {"JIEKUN_PROXIES": f'["{address}/32"]'}, "networks": ["behind"]}
    assert over["networks"]["behind"]["internal"] is True
    assert all((DEPLOY / volume.split(":")[0]).exists() for volume in proxy["volumes"])
