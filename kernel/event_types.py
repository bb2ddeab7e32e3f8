"""Event type names: `jiekun.<service>.internal.<Name>.v1` for what stays a service's own; stored for ever.

What a service tells is spelled out in `contracts/`: `jiekun.<service>.<Name>.v1`.
"""

from collections.abc import Iterable


def internal_type(service: str, event: type) -> str:
    """A class that is renamed is another type: stored events need the old name."""
    return f"jiekun.{service}.internal.{event.__name__}.v1"


def internal_types(service: str, events: Iterable[type]) -> dict[str, type]:
    """Type name -> class, as a catalogue lists them."""
    return {internal_type(service, event): event for event in events}
