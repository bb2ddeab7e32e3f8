"""Separation of duties: which steps by which money leaves one person may not take both of.

Nobody does two neighbouring steps, so that each is seen by a second pair of eyes; who established a fund takes no other
step with it; who closed a batch neither hands its money out nor says what became of it.

See docs/security.md#duties-apart.
"""

from collections.abc import Mapping
from enum import StrEnum
from itertools import chain
from typing import Final

from kernel.errors import DomainError
from kernel.subject import is_among


class Step(StrEnum):
    """On the way of money, in order. To allot and to raise a budget is to establish."""

    ESTABLISH = "establish"
    PROPOSE = "propose"
    CONSENT = "consent"
    CLOSE = "close"
    RELEASE = "release"
    BOOK = "book"


_PAIRS: Final[tuple[tuple[Step, Step], ...]] = (
    *((Step.ESTABLISH, other) for other in Step if other is not Step.ESTABLISH),
    (Step.PROPOSE, Step.CONSENT),
    (Step.PROPOSE, Step.CLOSE),
    (Step.CONSENT, Step.CLOSE),
    (Step.CLOSE, Step.RELEASE),
    (Step.CLOSE, Step.BOOK),
    (Step.RELEASE, Step.BOOK),
)

APART: Final[Mapping[Step, frozenset[Step]]] = {
    step: frozenset(chain.from_iterable(pair for pair in _PAIRS if step in pair)) - {step} for step in Step
}
"""For each step the others that the same person may not have taken; it holds both ways."""

Hands = Mapping[Step, frozenset[str]]
"""Who took which step so far, as the events of fund, act and batch name their actors."""


def clash(step: Step, by: str, hands: Hands) -> DomainError | None:
    """The refusal when the person took a step already that must be another's."""
    for other in Step:
        if other in APART[step] and is_among(by, hands.get(other, frozenset())):
            return DomainError("duties_apart", step=step.value, taken=other.value)
    return None


def require_another(by: str, people: frozenset[str]) -> None:
    """Raises `confirmed_by_another`."""
    if is_among(by, people):
        raise DomainError("confirmed_by_another")


def require_apart(step: Step, by: str, hands: Hands) -> None:
    """Raises `duties_apart`."""
    if (refusal := clash(step, by, hands)) is not None:
        raise refusal
