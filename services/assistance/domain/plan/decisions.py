"""Drafting, the paired helper, approval and closing."""

from datetime import date

from contracts.assistance import HelperNamed, Measure, PlanApproved, PlanDrafted
from kernel.errors import DomainError
from kernel.personal import Withheld
from services.assistance.domain.commands import ApprovePlan, ChangeFile, MoveFile, NameHelper, OpenPlan, Redraft
from services.assistance.domain.events import (
    CategoryRecorded,
    FactDropped,
    FileChangeRecorded,
    FileMoveRecorded,
    FileRecorded,
    HelperOverdue,
    PlanClosed,
    PlanRedrafted,
)
from services.assistance.domain.plan.states import Approved, Closed, Drafted, Live, NoPlan, State

HOUSEHOLD = "household"
MONEY, REFERRAL = "money", "referral"
"""What a measure means for the plan: aid is proposed, or an agency is asked. Demands and services need neither."""


def open_plan(command: OpenPlan, state: State) -> list[object]:
    if not isinstance(state, NoPlan):
        return []
    file = FileRecorded(
        org_path=command.org_path,
        region=command.region,
        profile=command.profile,
        category=command.category,
        opened_on=command.opened_on,
        applicant=command.applicant,
        members=command.members,
        account=command.account,
        payee=command.payee,
        helper_due_on=command.helper_due_on,
    )
    drafted = PlanDrafted(
        org_path=command.org_path,
        profile=command.profile,
        profile_version=command.profile_version,
        measures=command.measures,
    )
    return [file, drafted]


def change_file(command: ChangeFile, state: State) -> list[object]:
    """What changed in an open file; one that closed meanwhile stays as it was."""
    if not isinstance(state, Drafted | Approved):
        return []
    changed = FileChangeRecorded(
        change=command.change,
        kind=command.kind,
        on=command.on,
        members=command.members,
        account=command.account,
        payee=command.payee,
    )
    return [changed]


def move_file(command: MoveFile, state: State) -> list[object]:
    """Also of a file that closed meanwhile: its story is shown where it is. What was chosen from another place's
    measures is chosen anew."""
    if not isinstance(state, Drafted | Approved | Closed):
        return []
    same_law = (state.file.region, state.file.profile) == (command.region, command.profile)
    return [
        FileMoveRecorded(
            move=command.move,
            org_path=command.org_path,
            region=command.region,
            profile=command.profile,
            approved_anew=isinstance(state, Approved) and not same_law,
            moved_on=command.moved_on,
        )
    ]


def change_category(category: str, state: State) -> list[object]:
    """A re-check kept the file."""
    if not isinstance(state, Drafted | Approved) or state.file.category == category:
        return []
    return [CategoryRecorded(category=category)]


def redraft(command: Redraft, state: State) -> list[object]:
    """After a re-check. The same measures for the same people are no other plan, by whatever version of the law."""
    if not isinstance(state, Drafted | Approved) or state.measures == command.measures:
        return []
    return [PlanRedrafted(profile=command.profile, profile_version=command.profile_version, measures=command.measures)]


def drop_erased(fact: str) -> list[object]:
    """A household whose personal data are gone gets no plan: nothing could be drafted on what is sealed."""
    return [FactDropped(fact=fact)]


def name_helper(command: NameHelper, state: State) -> list[object]:
    """May be replaced at any time while the file is open, never taken away (一帮到底)."""
    live = of_an_open_file(state)
    named = (live.helper.unit, live.helper.name, live.helper.phone) if live.helper else None
    if named == (command.unit, command.name, command.phone):
        return []
    return [HelperNamed(unit=command.unit, helper=command.name, phone=command.phone)]


def helper_overdue(due_on: date, state: State) -> list[object]:
    """Noted once, however many timers were set for it."""
    unhelped = isinstance(state, Drafted | Approved) and state.helper is None and not state.helper_overdue
    return [HelperOverdue(due_on=due_on)] if unhelped else []


def approve(command: ApprovePlan, state: State) -> list[object]:
    """A person chooses among the drafted measures; aid is proposed for money measures that they chose.

    What is paid to an insurer, a school, a landlord or an employer is never put on the household's account.
    """
    if isinstance(of_an_open_file(state), Approved):
        raise DomainError("plan_already_approved")
    for chosen in command.measures:
        measure_of(state, chosen)
    for paid in command.paid:
        if paid not in command.measures:
            raise DomainError("measure_not_chosen", measure=paid)
        measure = measure_of(state, paid)
        if measure.means != MONEY:
            raise DomainError("measure_is_not_money", measure=paid)
        if measure.recipient not in (None, HOUSEHOLD):
            raise DomainError("measure_pays_another", measure=paid, recipient=measure.recipient)
    return [PlanApproved(measures=command.measures)]


def close(reason: str, closed_on: date, state: State) -> list[object]:
    live = isinstance(state, Drafted | Approved)
    return [PlanClosed(reason=reason, closed_on=closed_on)] if live else []


def of_an_open_file(state: State) -> Live:
    """The plan of an open file. Raises `plan_closed`; a household without any is refused before, as `not_found`."""
    if isinstance(state, Closed):
        raise DomainError("plan_closed")
    assert isinstance(state, Drafted | Approved), "who commands a plan has seen it"
    return state


def measure_of(state: State, id: str) -> Measure:
    live = of_an_open_file(state)
    if isinstance(live.measures, Withheld):
        raise DomainError("household_erased")
    for measure in live.measures:
        if measure.id == id:
            return measure
    raise DomainError("measure_unknown", measure=id)
