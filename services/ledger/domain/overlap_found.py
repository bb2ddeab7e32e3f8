"""Overlap found after payment: what a late report reveals when money has left already."""

from contracts.ledger import FindingRaised
from services.ledger.domain.aid import Act, OutsideAid
from services.ledger.domain.commands import FileState
from services.ledger.domain.neighbours import reported
from services.ledger.domain.rules import overlap


def found_after_payment(act: Act, outside: OutsideAid) -> FindingRaised | None:
    """What `outside` aid, known only now, says against a union's confirmed or paid `act`; None if they agree."""
    broken = overlap(act, FileState.OPEN, [reported(outside, act)])
    if broken is None or broken.shown is None:
        return None
    return FindingRaised(
        finding=finding_of(outside.giver, act.act),
        act=act.act,
        rule=broken.rule,
        clause=broken.clause,
        other=broken.shown,
    )


def finding_of(giver: str, act: str) -> str:
    """One for each giver and act, however many reports it sends of it."""
    return f"{giver}-{act}"
