"""走访: two people of the union look for themselves; what they found counts when the second of them has confirmed it.

It stands beside what agencies answered: it overwrites no answer, and fills in no fact of the proposal. Where it speaks
against what is declared, a decision for the household takes two.
"""

from msgspec.structs import replace

from contracts.intake import Details
from kernel.errors import DomainError
from kernel.personal import Withheld
from kernel.visits import VISIT_FACTS
from services.intake.domain import events
from services.intake.domain.commands import ConfirmVisit, DeclineVisit, RecordVisit
from services.intake.domain.household.states import Case, Closed, NotApplied, Rejected, State, Visit, Withdrawn
from services.intake.domain.rules import (
    a_declined_signature_has_a_reason,
    a_visit_found_something,
    insist_on,
    two_people_go_on_a_visit,
    who_brought_it_in_does_not_visit,
    who_went_along_confirms_a_visit,
    who_went_may_decline_a_visit,
)

VISITS_MAX = 20
"""Of one household until it is decided on. **Ours**."""
WORKS = ("employed", "flexible")


def record(command: RecordVisit, state: State) -> list[object]:
    """On any day since the application, while the household is on its way or has a file."""
    case = _under_way(state)
    insist_on(
        two_people_go_on_a_visit(command.by, command.companion),
        who_brought_it_in_does_not_visit(command.by, command.companion),
        a_visit_found_something(command.found),
    )
    if not case.submitted_on <= command.on <= command.today:
        raise DomainError("visit_day", earliest=case.submitted_on.isoformat(), latest=command.today.isoformat())
    if len(case.visits) >= VISITS_MAX:
        raise DomainError("too_many_visits", most=VISITS_MAX)
    if isinstance(case.details, Withheld):
        raise DomainError("household_erased")
    declared = declared_in(case.details)
    return [
        events.VisitRecorded(
            visit=command.visit,
            method=command.method,
            on=command.on,
            by=command.by.subject,
            companion=command.companion.subject,
            papers=command.papers,
            found=tuple(events.Seen(fact, value, declared[fact]) for fact, value in command.found.items()),
            words=command.words,
        )
    ]


def confirm(command: ConfirmVisit, state: State) -> list[object]:
    visit = _waiting(command.visit, state)
    insist_on(
        who_went_along_confirms_a_visit(command.by, visit.companion),
        who_brought_it_in_does_not_visit(command.by),
    )
    return [events.VisitConfirmed(visit=visit.visit)]


def decline(command: DeclineVisit, state: State) -> list[object]:
    """Who went along says that it was otherwise, or who recorded it takes it back."""
    visit = _waiting(command.visit, state)
    insist_on(
        who_went_may_decline_a_visit(command.by, visit.by, visit.companion),
        a_declined_signature_has_a_reason(command.reason),
    )
    return [events.VisitDeclined(visit=visit.visit, reason=command.reason)]


def declared_in(details: Details) -> dict[str, int | bool | None]:
    """What the household said of each thing that can be seen; None: it did not say."""
    members, owned = details.members, details.owned
    vehicles = owned.vehicles if owned else None
    return {
        "lives_there": True if details.contact.address else None,
        "people_living_there": len(members),
        "people_working": sum(member.employment in WORKS for member in members),
        "seriously_ill": sum(member.health == "seriously_ill" for member in members),
        "vehicles": None if vehicles is None else len(vehicles),
        "conditions_fit": True,
    }


def contradicted(case: Case) -> tuple[str, ...]:
    """What the latest confirmed visit that saw it found otherwise than is declared now: a correction settles it."""
    if isinstance(case.details, Withheld):
        return ()
    declared, found = declared_in(case.details), dict[str, int | bool]()
    for visit in sorted((one for one in case.visits if one.confirmed), key=lambda one: one.on):
        found |= visit.found
    return tuple(fact for fact in VISIT_FACTS if fact in found and declared[fact] not in (None, found[fact]))


def visited(case: Case) -> bool:
    return any(visit.confirmed for visit in case.visits)


def with_visit(case: Case, event: events.VisitRecorded | events.VisitConfirmed | events.VisitDeclined) -> Case:
    match event:
        case events.VisitRecorded():
            seen = () if isinstance(event.found, Withheld) else event.found
            found = {one.fact: one.found for one in seen}
            visits = (*case.visits, Visit(event.visit, event.by, event.companion, event.on, found))
        case events.VisitConfirmed():
            visits = tuple(replace(one, confirmed=True) if one.visit == event.visit else one for one in case.visits)
        case events.VisitDeclined():
            visits = tuple(one for one in case.visits if one.visit != event.visit)
    return replace(case, visits=visits)


def decided_on(case: Case) -> Case:
    """What a decision has rested on is told, and counts for no later one; what waits for its second person waits on."""
    return replace(case, visits=tuple(one for one in case.visits if not one.confirmed))


def _under_way(state: State) -> Case:
    if isinstance(state, NotApplied | Rejected | Withdrawn | Closed):
        raise DomainError("nothing_to_visit_for")
    return state.case


def _waiting(visit: str, state: State) -> Visit:
    waiting = [one for one in _under_way(state).visits if one.visit == visit and not one.confirmed]
    if not waiting:
        raise DomainError("no_visit_waits")
    return waiting[0]
