"""State machine of an act of aid in the ledger: its states, spelled once for domain, tables and checks alike."""

from enum import StrEnum
from typing import Final


class AidStatus(StrEnum):
    """The values are stored."""

    UNKNOWN = "unknown"
    """The ledger has not heard of it; no row says so."""
    RECORDED = "recorded"
    WAITING = "waiting"
    """for its household's file"""
    CLEARED = "cleared"
    HELD = "held"
    CONFIRMED = "confirmed"
    """by the check of its payment batch: it counts as paid from now on"""
    REVOKED = "revoked"
    """by the check of its payment batch"""
    EXPIRED = "expired"
    RELEASED = "released"
    PAID = "paid"
    OUTSIDE = "outside"
    """given by an agency or charity, and reported"""


MONEY_GONE: Final = (AidStatus.CONFIRMED, AidStatus.PAID)
"""A union's act whose money has left, or must be taken for gone."""

LIVE: Final = (AidStatus.CLEARED, *MONEY_GONE, AidStatus.OUTSIDE)
"""Stands in the way of another act."""
