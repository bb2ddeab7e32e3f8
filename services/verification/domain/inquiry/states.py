"""The named states of an inquiry; they hold what decisions need."""

from msgspec import Struct

from kernel.personal import Withheld
from services.verification.domain.events import InquiryOpened, Question, Record
from services.verification.domain.item_states import Standing


class NotOpened(Struct, frozen=True):
    """Nothing was asked."""


class _Opened(Struct, frozen=True, kw_only=True):
    """`items`: those of this round and those whose earlier answer stands. `others`: what was said besides
    the answers that count, to know a repeat. `consent_ended`: what comes from now on is only kept; `quarantined`: the
    items of which something came."""

    opened: InquiryOpened
    items: dict[str, Standing]
    others: tuple[tuple[str, tuple[Record, ...] | Withheld], ...] = ()
    consent_ended: bool = False
    quarantined: frozenset[str] = frozenset()

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
