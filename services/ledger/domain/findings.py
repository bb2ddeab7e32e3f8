"""Findings: an overlap that a late fact reveals after money has left."""

from contracts.ledger import FindingRaised
from services.ledger.domain.commands import FileState, Neighbour
from services.ledger.domain.events import ActRecorded
from services.ledger.domain.rules import broken


def found_after_payment(act: ActRecorded, outside: Neighbour, finding: str) -> FindingRaised | None:
    """The finding about a union's confirmed or paid `act` when `outside` aid becomes known; None if they agree."""
    verdict = broken(act, FileState(opened_on=act.period.first), [outside])
    if verdict is None or verdict.other is None:
        return None
    return FindingRaised(
        finding=finding, act=act.act, rule=verdict.rule, clause=verdict.clause, other=verdict.other.shown
    )
