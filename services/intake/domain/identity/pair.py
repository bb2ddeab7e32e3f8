"""State machine of two households that may be one: proposed to a person, who says *different* or *same*.

What was said stays said: two that are different are proposed again only when something new speaks for it.
"""

from typing import Final

from msgspec import Struct

from kernel.decider import Decider
from kernel.errors import DomainError, UnknownEvent
from services.intake.domain.commands import Signer
from services.intake.domain.events import DuplicateDecided, DuplicateLapsed, DuplicateProposed, SaidOfTwo, Signal
from services.intake.domain.identity.likeness import Likeness
from services.intake.domain.rules import a_decision_on_two_has_a_reason, insist_on, who_brought_it_in_does_not_decide


class Pair(Struct, frozen=True):
    """`signals`: all that ever spoke for it; `waiting`: that nobody has answered yet."""

    households: tuple[str, str] | None = None
    signals: frozenset[Signal] = frozenset()
    score: int = 0
    waiting: bool = False
    said: SaidOfTwo | None = None


def initial() -> Pair:
    return Pair()


def evolve(state: Pair, event: object) -> Pair:
    match event:
        case DuplicateProposed():
            return Pair(event.households, state.signals | set(event.signals), event.score, True, state.said)
        case DuplicateLapsed():
            known = state.signals if state.said is not None else frozenset[Signal]()
            return Pair(state.households, known, 0, False, state.said)
        case DuplicateDecided():
            return Pair(state.households, state.signals, state.score, False, event.decision)
    raise UnknownEvent(event)


PAIR: Final = Decider(initial, evolve)


def find(households: tuple[str, str], found: Likeness, state: Pair) -> list[object]:
    """What a look at both comes to; the same again is nothing."""
    new = set(found.signals) - state.signals
    if not found.is_proposed:
        return [DuplicateLapsed()] if state.waiting else []
    if state.said is not None and not state.waiting and not (new and state.said == "different"):
        return []
    if state.waiting and not new and state.score == found.score:
        return []
    return [
        DuplicateProposed(
            households=households,
            score=found.score,
            urgent=found.is_urgent,
            signals=found.signals,
        )
    ]


def decide(by: Signer, decision: SaidOfTwo, reason: str, state: Pair) -> list[object]:
    """By one who brought neither in. What was said may be corrected by saying the other, with its reason."""
    if state.households is None or (not state.waiting and state.said in (None, decision)):
        raise DomainError("duplicate_not_waiting")
    insist_on(who_brought_it_in_does_not_decide(by), a_decision_on_two_has_a_reason(reason))
    return [DuplicateDecided(decision=decision, reason=reason)]
