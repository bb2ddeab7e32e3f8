"""Egress guard: connections go to public addresses, and to networks that an operator named.

A name on a list of hosts is not enough: whoever keeps its zone may let it resolve to an address of ours (SSRF). So the
name is resolved here, each address is looked at, and the connection is made to the very address that was looked at.
"""

import socket
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

import httpcore

from chassis.deadline import Network

Address = IPv4Address | IPv6Address
Networks = Sequence[IPv4Network | IPv6Network]

_GLOBAL_UNICAST = ip_network("2000::/3")
"""All that IANA has given out of IPv6 (RFC 4291). Beyond lie the site's own (`fec0::`), and forms that carry an IPv4
address, a private one too: compatible (`::10.0.0.1`), translated (`64:ff9b::`)."""


class AddressRefused(Exception):
    """The name resolves to no address that may be reached."""


class GuardedNetwork(Network):
    """The usual network, for addresses that may be reached."""

    def __init__(self, allowed: Networks = ()) -> None:
        super().__init__()
        self._allowed = allowed

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        for address in _resolved(host, port):
            if may_be_reached(address, self._allowed):
                return super().connect_tcp(str(address), port, timeout, local_address, socket_options)
        raise AddressRefused


def may_be_reached(address: Address, allowed: Networks = ()) -> bool:
    plain = _unwrapped(address)
    return _is_public(plain) or any(plain in network for network in allowed if network.version == plain.version)


def _unwrapped(address: Address) -> Address:
    """An IPv4 address in IPv6 clothes is what it is inside."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and (address not in _GLOBAL_UNICAST or address.sixtofour or address.teredo):
        return False
    return address.is_global and not address.is_multicast


def _resolved(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(str(error)) from error
    return [ip_address(str(place[0]).partition("%")[0]) for *_, place in found]
