"""Egress guard: connections go to public addresses, and to networks that an operator named.

A name on a list of hosts is not enough: whoever keeps its zone may let it resolve to an address of ours (SSRF). So the
name is resolved here, each address is looked at, and the connection is made to the very address that was looked at.
"""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_network

from chassis.deadline import Network
from chassis.name_lookup import Address

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

    def _reached(self, addresses: Sequence[Address]) -> Sequence[Address]:
        reached = [address for address in addresses if may_be_reached(address, self._allowed)]
        if not reached:
            raise AddressRefused
        return reached


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
