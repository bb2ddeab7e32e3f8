"""Whose request it is: the address that shares are counted by.

It is the address that the connection comes from. Where that is a proxy of ours (`JIEKUN_PROXIES`), it is what the proxy
says; what anybody else says about addresses is not heard.
"""

import ipaddress
from collections.abc import Iterable
from functools import lru_cache

from starlette.datastructures import Headers
from starlette.types import Scope

IPV6_BITS = 64
"""One caller gets a whole network of this length, so addresses in it are one peer."""


class Proxies:
    """The proxies in front, by address or network (`10.1.0.0/24`); none unless an installation names them."""

    def __init__(self, networks: Iterable[ipaddress.IPv4Network | ipaddress.IPv6Network] = ()) -> None:
        self._networks = tuple(networks)

    def include(self, host: str) -> bool:
        address = _address(host)
        return address is not None and any(address in network for network in self._networks)

    def peer(self, scope: Scope) -> str:
        """The last hop that is no proxy of ours: each proxy appends whom it was called by."""
        hops = [scope["client"][0] if scope.get("client") else ""]
        if self.include(hops[0]):
            said = Headers(scope=scope).getlist("x-forwarded-for")
            hops += [hop.strip() for hop in reversed(",".join(said).split(","))]
        return peer_of(next((hop for hop in hops if not self.include(hop)), hops[0]))


@lru_cache(maxsize=4096)
def peer_of(host: str) -> str:
    """What is no address, such as a test's client, is itself."""
    address = _address(host)
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, IPV6_BITS), strict=False))
    return str(address or host[:64])


@lru_cache(maxsize=4096)
def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
