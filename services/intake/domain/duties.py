"""Segregation of duties 不相容职务分离: what must not be one person's, from who did what to the household before.

See docs/security.md#duties-apart.
"""

from collections.abc import Iterable

from contracts import intake as facts
from kernel.subject import is_same
from services.intake.domain.commands import Signer
from services.intake.domain.events import (
    ApplicationCorrected,
    ChangeDecided,
    ChangeProposed,
    DecisionProposed,
    FindingMade,
    Ground,
    MoveDeclined,
    MoveProposed,
    RearrangementDecided,
    RearrangementProposed,
    VisitConfirmed,
    VisitRecorded,
)

BROUGHT_IN = (facts.ApplicationSubmitted, facts.ApplicationResubmitted, ApplicationCorrected, facts.ObjectionRaised)
FOUND_BY_ONESELF = (FindingMade, VisitRecorded, VisitConfirmed)


def signer(subject: str, acts: Iterable[tuple[str, object]]) -> Signer:
    """`acts`: each event of the household with its actor, as stored; so old events count as new ones do."""
    all_acts = list(acts)
    own = [event for actor, event in all_acts if is_same(actor, subject)]
    return Signer(
        subject,
        brought_in=any(isinstance(event, BROUGHT_IN) for event in own)
        or any(_wanted(subject, event) for _, event in all_acts),
        finding=any(isinstance(event, FOUND_BY_ONESELF) for event in own),
        approved=any(map(_approves, own)),
        changed=_changed_since_the_last_decision(subject, (event for _, event in all_acts)),
    )


def _wanted(subject: str, event: object) -> bool:
    """A split led to the application: whoever proposed it brought the case in, as does who let it take effect."""
    return isinstance(event, facts.ApplicationSubmitted) and is_same(event.proposed_by, subject)


def _approves(event: object) -> bool:
    """The first signature under an approval, or the one that made it count."""
    if isinstance(event, DecisionProposed):
        return event.decision == "approve"
    return isinstance(event, facts.ApplicationApproved)


def _changed_since_the_last_decision(subject: str, events: Iterable[object]) -> bool:
    """What still waited when the file was kept was not decided on then: its re-check is yet to come."""
    changed, waiting = False, set[str]()
    for event in events:
        match event:
            case ChangeProposed() | MoveProposed() | RearrangementProposed() if is_same(event.by, subject):
                changed = True
                waiting.add(_name(event))
            case facts.FileChanged() if is_same(event.proposed_by, subject):
                changed = True
                waiting.discard(_name(event))
            case ChangeDecided() | facts.FileChanged() | MoveDeclined() | facts.FileMoved() | RearrangementDecided():
                waiting.discard(_name(event))
            case facts.FileKept():
                changed = bool(waiting)
    return changed


Change = ChangeProposed | ChangeDecided | facts.FileChanged
Move = MoveProposed | MoveDeclined | facts.FileMoved
Rearrangement = RearrangementProposed | RearrangementDecided


def _name(event: Change | Move | Rearrangement) -> str:
    match event:
        case RearrangementProposed() | RearrangementDecided():
            return event.rearrangement
        case MoveProposed() | MoveDeclined() | facts.FileMoved():
            return event.move
        case ChangeProposed() | ChangeDecided() | facts.FileChanged():
            return event.change


def grounds_of_a_decision(
    by: Signer,
    agrees: bool,
    complete: bool,
    died: bool = False,
    consent_withdrawn: bool = False,
    visit_contradicts: bool = False,
) -> tuple[Ground, ...]:
    """Why a decision takes effect only when a second reviewer signs; () when one is enough.

    `died`: it would open a file in which somebody is dead, or whom the police take for dead. `consent_withdrawn`: it
    would rest on what was answered before somebody took their consent back. `visit_contradicts`: two people saw
    otherwise than is declared.
    """
    grounds: dict[Ground, bool] = {
        "against_proposal": not agrees,
        "incomplete_report": not complete,
        "own_finding": by.finding,
        "member_died": died,
        "consent_withdrawn": consent_withdrawn,
        "visit_contradicts": visit_contradicts,
    }
    return tuple(ground for ground, holds in grounds.items() if holds)


def grounds_of_a_closing(by: Signer, proposed: bool, proposed_by: str, rechecked: bool) -> tuple[Ground, ...]:
    """One person is enough where the months have shown it, somebody else has recorded them or found so, and nothing
    came since: that the causes are gone was found before what is checked now."""
    if not proposed:
        return ("own_word",)
    grounds: dict[Ground, bool] = {"own_finding": is_same(by.subject, proposed_by), "recheck_under_way": rechecked}
    return tuple(ground for ground, holds in grounds.items() if holds)
