"""A report comes out again: whatever was decided on what turned out otherwise is opened once more, and nothing else.

A decision rests on a fact when its trace names it.
"""

from typing import Any

from msgspec.structs import replace

from kernel.errors import DomainError
from kernel.personal import Withheld
from services.intake.domain import events
from services.intake.domain.commands import LookAgain, Revise
from services.intake.domain.household.recheck import begun_by_a_recall
from services.intake.domain.household.reviewing import proposal_of
from services.intake.domain.household.states import (
    Blocked,
    Closed,
    NotApplied,
    OnNotice,
    Open,
    Rejected,
    Returned,
    State,
    UnderReview,
    UnderSecondReview,
)
from services.intake.domain.rules import insist_on, who_brought_it_in_does_not_decide


def revise(command: Revise, state: State) -> list[object]:
    """Of an earlier round nothing rests on its report any more: the round that follows has heard of it."""
    if isinstance(state, NotApplied):
        raise DomainError("unknown_household")
    if command.propose.round != state.case.round:
        return []
    match state:
        case UnderReview() | UnderSecondReview():
            return _proposed_anew(command, recheck=False)
        case OnNotice() | Blocked():
            return _on_notice(command, state)
        case Open(recheck=None):
            return _of_an_open_file(command, state)
        case Open(recheck=recheck) if recheck is not None and recheck.proposed is not None:
            return _rechecked_anew(command, state)
        case Rejected() | Closed():
            refused = isinstance(state, Rejected) or state.reason == "not_eligible"
            return [_revised(command, "look_again" if refused and named_in_the_trace(command) else "noted")]
        case Returned():
            return [_revised(command, "noted")]  # what the papers lead to rests on it
    return []


def look(command: LookAgain, state: State) -> list[object]:
    """A refusal or a closing stays what it was; the household may be told to apply anew."""
    if not isinstance(state, Rejected | Closed) or not state.look_again:
        raise DomainError("no_second_look_waits")
    insist_on(who_brought_it_in_does_not_decide(command.by))
    return [events.LookedAgain(outcome=command.outcome, reason=command.reason)]


def changed_facts(command: Revise) -> tuple[str, ...]:
    """What the report says now and the latest proposal did not know so."""
    before, now = command.before.facts, command.propose.facts
    if isinstance(before, Withheld):
        return ()
    return tuple(sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name)))


def named_in_the_trace(command: Revise) -> tuple[str, ...]:
    named = _named(command.before.trace)
    return tuple(name for name in changed_facts(command) if name in named)


def _named(trace: Any) -> set[str]:
    """Each judged condition has the facts that it rests on."""
    if isinstance(trace, dict):
        own = trace.get("facts")
        below = set().union(*map(_named, trace.values())) if trace else set[str]()
        return below | (set(own) if isinstance(own, dict) else set())
    if isinstance(trace, list | tuple):
        return set[str]().union(*map(_named, trace))
    return set()


def _proposed_anew(command: Revise, *, recheck: bool) -> list[object]:
    known = command.propose
    anew = proposal_of(known, known.judgement, known.round, recheck=recheck)
    return [_revised(command, "proposed_anew"), anew]


def _on_notice(command: Revise, state: OnNotice | Blocked) -> list[object]:
    proposal = command.propose.judgement.proposal
    if not named_in_the_trace(command) or proposal in (command.before.proposal, state.category):
        return [_revised(command, "noted")]
    known = command.propose
    return [_revised(command, "reopened"), proposal_of(known, known.judgement, known.round)]


def _of_an_open_file(command: Revise, state: Open) -> list[object]:
    if isinstance(state.case.details, Withheld):
        return []  # erased: nobody is asked about
    if not named_in_the_trace(command):
        return [_revised(command, "noted")]
    unanswered = tuple(item for item in command.items if item in command.propose.unanswered)
    begun = begun_by_a_recall(state, command.because, unanswered, command.today)
    return [_revised(command, "recheck"), replace(begun, since=state.decided_on)]


def _rechecked_anew(command: Revise, state: Open) -> list[object]:
    """What rested on the report before, a keeping or a closing that waits for its second signature, is off."""
    off = [events.SignatureDeclined(reason=f"report revised: {command.because}")] if state.closes_after_recheck else []
    revised, anew = _proposed_anew(command, recheck=True)
    return [revised, *off, anew]


def _revised(command: Revise, outcome: events.Revised) -> events.ReportRevised:
    return events.ReportRevised(
        round=command.propose.round,
        revision=command.revision,
        because=command.because,
        items=command.items,
        changed=changed_facts(command),
        named=named_in_the_trace(command),
        outcome=outcome,
    )
