"""What a household is compared by is kept anew whenever it says something else of who it is, and then looked for."""

from collections.abc import Sequence
from typing import Final

from chassis.store import NewTimer
from chassis.unit_of_work import Change
from contracts import intake as facts
from kernel.personal import Withheld
from services.intake.domain import events
from services.intake.domain.household.states import NotApplied, State
from services.intake.domain.identity.marks import marks_of
from services.intake.resources import Resources

SOUGHT: Final = "duplicates_sought"
"""The timer's kind: due at once, so that of two who come at one moment the later to be stored meets the other."""
UNMARKED: Final = "unmarked"
"""Of a household that applied before there were marks: set by a migration."""

_SAY_WHO_IT_IS = (
    facts.ApplicationSubmitted,
    facts.ApplicationResubmitted,
    events.ApplicationCorrected,
    facts.FileChanged,
    events.MemberDropped,
)


def marked(
    resources: Resources, household: str, version: int, after: State, happened: Sequence[object]
) -> list[Change]:
    """`version`: the household's after what happened; the marks stand in a stream of that name, so none is loaded."""
    return marked_as(resources, household, str(version), after) if _says_who_it_is(happened) else []


def _says_who_it_is(happened: Sequence[object]) -> bool:
    return any(isinstance(event, _SAY_WHO_IT_IS) for event in happened)


def marked_as(resources: Resources, household: str, when: str, state: State) -> list[Change]:
    """By what is known of it then; nothing where its key was destroyed."""
    if isinstance(state, NotApplied):
        return []
    case = state.case
    if isinstance(case.details, Withheld):
        return []
    marks = marks_of(case.details, case.members, case.account, resources.vault.token)
    return [Change(f"identity-marks-{household}-{when}", 0, household, [marks])]


def timers(resources: Resources, household: str, changes: Sequence[Change]) -> list[NewTimer]:
    return [NewTimer(resources.clock.now(), SOUGHT, household, {}) for _ in changes]
