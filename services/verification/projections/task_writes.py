"""What waits for a person at verification, and which event begins and ends it."""

from collections.abc import Iterable
from typing import Any, Literal

from chassis.codec import Recorded
from chassis.projection import Write
from chassis.work_list import writes
from services.verification.domain import events

TABLE = "tasks"
TaskKind = Literal["contradiction", "settlement_signature"]
"""裁定矛盾答复, 复核裁定."""

_HOUSEHOLD = "SELECT household, org_path FROM inquiries WHERE household = %(owned)s ORDER BY round DESC LIMIT 1"


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    """Behind the inquiry's own row, which says whose it is."""
    event, household = recorded.event, recorded.envelope.subject
    match event:
        case events.InquiryOpened():
            # What is still contradicted is asked anew.
            yield writes.end_all(household)
        case events.AnswerContradicted():
            # A third answer, too: whoever was to sign chose between two.
            name = _of_one_agency(recorded, event.item)
            yield writes.end(name, "settlement_signature")
            yield _begin(recorded, "contradiction", about=name, reason=(event.item,))
        case events.AgenciesContradicted():
            yield _begin(recorded, "contradiction", about=_about(recorded, event.contradiction), reason=event.items)
        case events.SettlementProposed():
            about = _about(recorded, event.contradiction)
            yield writes.end(about, "contradiction")
            yield _begin(recorded, "settlement_signature", about=about, not_by=event.by)
        case events.SettlementDeclined():
            about = _about(recorded, event.contradiction)
            yield writes.end(about, "settlement_signature")
            yield _begin(recorded, "contradiction", about=about, reason=("signature_declined",))
        case events.ContradictionSettled():
            yield writes.end(_about(recorded, event.contradiction), "contradiction", "settlement_signature")
        case events.HouseholdMoved():
            yield writes.follow(recorded, event.org_path)
        case events.InquiryStopped():
            yield writes.end_all(household)
        case _:
            yield from writes.project(recorded)


def _begin(recorded: Recorded[Any], kind: TaskKind, **more: Any) -> Write:
    return writes.begin(recorded, kind, owner=_HOUSEHOLD, **more)


def _about(recorded: Recorded[Any], contradiction: str) -> str:
    return f"{recorded.envelope.subject}/{contradiction}"


def _of_one_agency(recorded: Recorded[Any], item: str) -> str:
    """As `domain/inquiry/sides.py` names it: by the round, which stands at the end of the stream's name."""
    return _about(recorded, f"{recorded.envelope.stream.rpartition('-')[2]}.{item}")
