"""The named states of an inquiry, and of each item in it; they hold what decisions need."""

from datetime import date

from msgspec import Struct

from kernel.personal import Withheld
from services.verification.domain.events import InquiryOpened, Question, Record


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


class NotOpened(Struct, frozen=True):
    """Nothing was asked."""


class _Opened(Struct, frozen=True, kw_only=True):
    """`items`: those of this round and those whose earlier answer stands. `others`: what was said besides
    the answers that count, to know a repeat."""

    opened: InquiryOpened
    items: dict[str, Standing]
    others: tuple[tuple[str, tuple[Record, ...] | Withheld], ...] = ()

    def question(self, reference: str) -> Question | None:
        return next((each for each in self.opened.questions if each.reference == reference), None)

    @property
    def erased(self) -> bool:
        return isinstance(self.opened.declared, Withheld)


class Waiting(_Opened, frozen=True, kw_only=True):
    """At least one item is open."""


class Reported(_Opened, frozen=True, kw_only=True):
    """The report is out and stays as it is."""


class Stopped(_Opened, frozen=True, kw_only=True):
    """No report will come."""


State = NotOpened | Waiting | Reported | Stopped
