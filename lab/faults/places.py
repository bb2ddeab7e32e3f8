"""Where in its folder the laboratory and the processes it wraps meet, and what both must know."""

from pathlib import Path

DELIVERY_LEASE_S = 5.0
"""A minute in the product: a pause is to be longer."""


def wall_clock(folder: Path, service: str) -> Path:
    """The seconds by which this service's wall clock is wrong."""
    return folder / f"{service}.clock"


def redelivered(folder: Path) -> Path:
    """One byte for each message that came again; there is none when none shall."""
    return folder / "redelivered"
