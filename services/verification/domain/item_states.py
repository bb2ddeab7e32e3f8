"""The named states of one item of an inquiry: where its question stands, and what was answered."""

from datetime import date

from msgspec import Struct

from kernel.personal import Withheld
from services.verification.domain.events import Record


class Asked(Struct, frozen=True):
    """The question may be on its way; no answer yet, or it was `taken_back`."""

    taken_back: bool = False


class NotAsked(Struct, frozen=True):
    """The consent does not cover it."""


class Declined(Struct, frozen=True):
    received_on: date


class Answered(Struct, frozen=True):
    """`records` are withheld once the household was erased. `source` as a fact's provenance tells it: verified;
    settled, when a person chose between contradicting answers."""

    received_on: date
    records: tuple[Record, ...] | Withheld
    source: str = "verified"


Standing = Asked | NotAsked | Declined | Answered
