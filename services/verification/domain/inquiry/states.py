"""The named states of an inquiry; they hold what decisions need."""

from datetime import date, datetime

from msgspec import Struct

from kernel.personal import Withheld
from services.verification.domain.events import (
    ContradictionSettled,
    InquiryOpened,
    Question,
    Record,
    SettlementProposed,
)
from services.verification.domain.item_states import Standing


class NotOpened(Struct, frozen=True):
    """Nothing was asked."""


class Told(Struct, frozen=True):
    """One side of a contradiction: what the agency has on file about those of whom it speaks."""

    item: str
    agency: str
    received_on: date
    records: tuple[Record, ...] | Withheld


class Contradiction(Struct, frozen=True, kw_only=True):
    """Answers side by side: of one agency in the order in which they came, or of two agencies about `fact` of
    `person`. `proposed`: which side stands, as one person says, while another must sign; `settled` when it does."""

    items: tuple[str, ...]
    sides: tuple[Told, ...]
    fact: str = ""
    person: str = ""
    proposed: SettlementProposed | None = None
    settled: ContradictionSettled | None = None


class _Opened(Struct, frozen=True, kw_only=True):
    """`items`: those of this round and those whose earlier answer stands. `others`: what was said besides the answers
    that count, or counted once, to know a repeat. `told_at`: of (item, person or "") that turned out otherwise, when
    what stands now was told; `revision`: of the report. `consent_ended`: what comes from now on is only kept;
    `quarantined`: the items of which something came."""

    opened: InquiryOpened
    items: dict[str, Standing]
    others: tuple[tuple[str, tuple[Record, ...] | Withheld], ...] = ()
    consent_ended: bool = False
    quarantined: frozenset[str] = frozenset()
    reminded: frozenset[str] = frozenset()
    told_at: dict[tuple[str, str], datetime] = {}
    revision: int = 0
    contradictions: dict[str, Contradiction] = {}
    """By name."""

    def question(self, reference: str) -> Question | None:
        return next((each for each in self.opened.questions if each.reference == reference), None)

    def is_overtaken(self, item: str, told_at: datetime, person: str = "") -> bool:
        """Whether something as young stands already; of one person, what was told of that person or of the whole."""
        known = [at for (of, who), at in self.told_at.items() if of == item and (not person or who in ("", person))]
        return any(told_at <= at for at in known)

    @property
    def erased(self) -> bool:
        return isinstance(self.opened.declared, Withheld)


class Waiting(_Opened, frozen=True, kw_only=True):
    """At least one item is open."""


class Reported(_Opened, frozen=True, kw_only=True):
    """The report is out; it comes out again when an answer turns out otherwise."""


class Stopped(_Opened, frozen=True, kw_only=True):
    """No report will come."""


State = NotOpened | Waiting | Reported | Stopped
