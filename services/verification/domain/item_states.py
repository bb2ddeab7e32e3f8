"""The named states of one item of an inquiry: where its question stands, and what was answered."""

from datetime import date

from msgspec import Struct

from kernel.personal import Withheld
from services.verification.domain.events import Record


class Asked(Struct, frozen=True):
    """The question may be on its way; no answer yet."""


class NotAsked(Struct, frozen=True):
    """The consent does not cover it."""


class Declined(Struct, frozen=True):
    received_on: date


class Answered(Struct, frozen=True):
    """`records` are withheld once the household was erased."""

    received_on: date
    records: tuple[Record, ...] | Withheld


Standing = Asked | NotAsked | Declined | Answered
