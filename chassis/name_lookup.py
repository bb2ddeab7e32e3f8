"""Bulkhead: a name is looked up on a thread of its own, and whoever asks waits no longer than its own deadline.

getaddrinfo has no deadline and cannot be broken off: a zone whose server never answers would hold a sender's hand for
as long as the resolver likes. Whoever asks for a name that is being looked up waits for that, so that such a name holds
one thread and no more.
"""

import socket
import threading
from concurrent.futures import Future
from ipaddress import IPv4Address, IPv6Address, ip_address

Address = IPv4Address | IPv6Address
_Place = tuple[str, int]

_lock = threading.Lock()  # owns what is under way
_under_way: dict[_Place, "Future[list[Address]]"] = {}


def addresses_of(host: str, port: int, timeout: float | None) -> list[Address]:
    """In the resolver's order. Raises OSError where there are none, TimeoutError."""
    try:
        return [ip_address(host)]
    except ValueError:
        return _asked((host, port)).result(timeout)


def _asked(place: _Place) -> "Future[list[Address]]":
    with _lock:
        if place not in _under_way:
            asked = Future[list[Address]]()
            threading.Thread(target=_look_up, args=(place, asked), name="name-lookup", daemon=True).start()
            _under_way[place] = asked  # the thread takes it out again, and needs the lock for that
        return _under_way[place]


def _look_up(place: _Place, asked: "Future[list[Address]]") -> None:
    try:
        found = socket.getaddrinfo(*place, type=socket.SOCK_STREAM)
        told = [ip_address(str(address[0]).partition("%")[0]) for *_, address in found]
    except (OSError, ValueError) as error:
        _settle(place)
        asked.set_exception(OSError(str(error)))
    else:
        _settle(place)
        asked.set_result(told)


def _settle(place: _Place) -> None:
    """Whoever asks from here on asks anew."""
    with _lock:
        del _under_way[place]
