"""Routes of the four services, spelled as their descriptions spell them; a test compares both."""

from functools import partial
from typing import NamedTuple
from urllib.parse import quote


class Address(NamedTuple):
    """One door: a service, and a path whose places are filled in."""

    service: str
    path: str


def at(service: str, template: str, /, **places: object) -> Address:
    """Whatever a person typed as an id stays one segment of the path."""
    return Address(service, template.format(**{name: quote(str(value), safe="") for name, value in places.items()}))


intake = partial(at, "intake")
verification = partial(at, "verification")
assistance = partial(at, "assistance")
ledger = partial(at, "ledger")
