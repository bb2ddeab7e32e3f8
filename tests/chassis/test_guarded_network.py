"""Egress: whatever a name resolves to, no address inside is reached unless an operator named its network."""

import socket
from ipaddress import ip_address, ip_network
from typing import Any

import pytest

from chassis.client import HttpClient, Unreachable
from chassis.guarded_network import GuardedNetwork, may_be_reached

INSIDE = (
    "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",  # noqa: S104
    "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1",
    "fec0::1", "::7f00:1", "::10.0.0.1", "::ffff:0:10.0.0.1", "4000::1", "2001:0:7f00:1::1", "64:ff9b:1::a00:1",
)  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_not_reached(address: str) -> None:
    assert not may_be_reached(ip_address(address))


@pytest.mark.parametrize("address", ["223.5.5.5", "2400:3200::1"])
def test_a_public_address_is_reached(address: str) -> None:
    assert may_be_reached(ip_address(address))


def test_a_network_that_the_operator_named_is_reached_in_ipv6_clothes_too() -> None:
    inside = (ip_network("10.1.0.0/16"),)
    assert may_be_reached(ip_address("10.1.2.3"), inside)
    assert may_be_reached(ip_address("::ffff:10.1.2.3"), inside)
    assert not may_be_reached(ip_address("10.2.0.1"), inside)


def test_a_name_that_resolves_to_an_address_inside_is_not_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def resolved(host: str, *_: Any, **__: Any) -> list[Any]:
            assert host == "portal.example"
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

        monkeypatch.setattr(socket, "getaddrinfo", resolved)
        with HttpClient(1.0, network=GuardedNetwork()) as client, pytest.raises(Unreachable) as refused:
            client.post(f"http://portal.example:{port}/", b"{}")
        assert refused.value.reason == "address"
        server.settimeout(0)
        with pytest.raises(BlockingIOError):
            server.accept()
