"""An open file comes in: a plan is drafted, follows its changes, and is closed with all that is unpaid."""

from datetime import date
from typing import Any, Final

from chassis.codec import Recorded
from chassis.store import Loaded, Transaction, Unit
from chassis.unit_of_work import Change
from chassis.use_case import because_of, unit_of_effect
from contracts.intake import FileChanged, FileClosed, FileKept, FileMoved, FileOpened, Situation
from kernel.organisation import covers
from kernel.personal import Withheld
from policies.documents.profile import Profile
from policies.parameters import table as parameters_table
from services.assistance.domain.act import clearance
from services.assistance.domain.commands import ChangeFile, MoveFile, OpenPlan, Redraft
from services.assistance.domain.events import DifficultyJudged, Payee
from services.assistance.domain.plan import decisions, relief_and_exit
from services.assistance.domain.plan.states import Approved, Drafted, State
from services.assistance.handlers import paired_helper
from services.assistance.handlers.measures import draft
from services.assistance.handlers.streams import ACTS, FUNDS, PLANS
from services.assistance.projections import budgets, queries
from services.assistance.resources import Resources

DIED: Final = "member_died"
"""The kind of change that ends what may be given to a person."""


def on_file_opened(resources: Resources, transaction: Transaction, recorded: Recorded[FileOpened]) -> Unit | None:
    opened, household = recorded.event, recorded.envelope.subject
    loaded = PLANS.load(transaction, household)
    context = because_of(resources, recorded)
    if not isinstance(opened.situation, Situation):
        dropped = decisions.drop_erased("FileOpened")
        return unit_of_effect(resources, context, [PLANS.change(household, loaded, household, dropped)])
    law = resources.laws.law(opened.profile, opened.region)
    book = parameters_table.book_of(transaction.connection, opened.region)
    term = paired_helper.term(opened.region, resources.today(), book)
    events = decisions.open_plan(_command(law, opened, opened.situation, term), loaded.state)
    timers = paired_helper.overdue_timer(household, term) if events else []
    return unit_of_effect(resources, context, [PLANS.change(household, loaded, household, events)], timers)


def on_file_closed(resources: Resources, transaction: Transaction, recorded: Recorded[FileClosed]) -> Unit | None:
    closed, household = recorded.event, recorded.envelope.subject
    plan = PLANS.load(transaction, household)
    changes = [PLANS.change(household, plan, household, decisions.close(closed.reason, closed.closed_on, plan.state))]
    for act in _acts(transaction, household):
        loaded = ACTS.load(transaction, act)
        events = clearance.end_with_file(loaded.state)
        changes.append(budgets.folded(transaction, ACTS.change(act, loaded, household, events)))
    return unit_of_effect(resources, because_of(resources, recorded), changes)


def on_file_changed(resources: Resources, transaction: Transaction, recorded: Recorded[FileChanged]) -> Unit | None:
    """Locked like a closing: no bank file is made, and no act proposed, while the account or the members change."""
    event, household, context = recorded.event, recorded.envelope.subject, because_of(resources, recorded)
    plan = PLANS.load(transaction, household)
    if isinstance(event.details, Withheld):
        dropped = decisions.drop_erased("FileChanged") if plan.recorded else []
        return unit_of_effect(resources, context, [PLANS.change(household, plan, household, dropped)])
    account, holder = event.details.account, event.details.members[0].name
    command = ChangeFile(
        change=event.change,
        kind=event.kind,
        on=event.on,
        members=event.members,
        account=event.account,
        payee=Payee(account.bank, account.number, holder),
    )
    changes = [PLANS.change(household, plan, household, decisions.change_file(command, plan.state))]
    if event.kind == DIED:
        changes += [_after_a_death(transaction, act, household, event) for act in _acts(transaction, household)]
    return unit_of_effect(resources, context, changes)


def on_file_moved(resources: Resources, transaction: Transaction, recorded: Recorded[FileMoved]) -> Unit | None:
    """Locked like a closing: no act is proposed out of a fund of the old place once this is recorded."""
    moved, household = recorded.event, recorded.envelope.subject
    plan = PLANS.load(transaction, household)
    command = MoveFile(
        move=moved.move,
        org_path=moved.org_path,
        region=moved.region,
        profile=moved.profile,
        moved_on=moved.moved_on,
    )
    events = [*_lapsed_elsewhere(plan, recorded), *decisions.move_file(command, plan.state)]
    changes = [PLANS.change(household, plan, household, events)]
    for act in queries.acts_asked_for(transaction.connection, household):
        loaded = ACTS.load(transaction, act.act)
        fund = FUNDS.load(transaction, act.fund).state
        if fund is None or not covers(fund.org_path, moved.org_path):
            changes.append(ACTS.change(act.act, loaded, household, clearance.end_out_of_reach(loaded.state)))
    return unit_of_effect(resources, because_of(resources, recorded), changes)


def on_file_kept(resources: Resources, transaction: Transaction, recorded: Recorded[FileKept]) -> Unit | None:
    """The plan is drafted anew under the law of where the household is now; a fact older than the field says nothing
    of what it would rest on."""
    kept, household = recorded.event, recorded.envelope.subject
    plan = PLANS.load(transaction, household)
    events = relief_and_exit.lapse(_found_before(plan, recorded) & {relief_and_exit.ENDED}, "kept", plan.state)
    events += decisions.change_category(kept.category, plan.state)
    if isinstance(kept.situation, Situation) and isinstance(plan.state, Drafted | Approved):
        events += _redrafted(resources, kept.category, kept.situation, plan.state)
    return unit_of_effect(
        resources, because_of(resources, recorded), [PLANS.change(household, plan, household, events)]
    )


def _lapsed_elsewhere(plan: Loaded[State], recorded: Recorded[FileMoved]) -> list[object]:
    """A finding answers the questions of one document."""
    moved = recorded.event
    if moved.profile == moved.from_profile:
        return []
    return relief_and_exit.lapse(_found_before(plan, recorded), "moved", plan.state)


def _found_before(plan: Loaded[State], recorded: Recorded[Any]) -> set[str]:
    """Facts of intake may come later than what was found after them."""
    found = {one.event.finding: one.envelope.time for one in plan.recorded if isinstance(one.event, DifficultyJudged)}
    return {finding for finding, at in found.items() if at < recorded.envelope.time}


def _redrafted(resources: Resources, category: str, situation: Situation, state: Drafted | Approved) -> list[object]:
    law = resources.laws.law(state.file.profile, state.file.region)
    command = Redraft(profile=law.id, profile_version=law.version, measures=draft(law, category, situation))
    return decisions.redraft(command, state)


def _acts(transaction: Transaction, household: str) -> list[str]:
    return queries.acts_of(transaction.connection, household)


def _after_a_death(transaction: Transaction, act: str, household: str, event: FileChanged) -> Change:
    loaded = ACTS.load(transaction, act)
    (person,) = event.persons
    events = clearance.end_with_a_life(person, event.on, loaded.state)
    return budgets.folded(transaction, ACTS.change(act, loaded, household, events))


def _command(law: Profile, opened: FileOpened, situation: Situation, helper_due_on: date | None) -> OpenPlan:
    return OpenPlan(
        org_path=opened.org_path,
        region=opened.region,
        profile=opened.profile,
        profile_version=law.version,
        category=opened.category,
        opened_on=opened.opened_on,
        applicant=opened.applicant,
        members=opened.members,
        account=opened.account,
        payee=Payee(situation.account.bank, situation.account.number, situation.holder),
        measures=draft(law, opened.category, situation),
        helper_due_on=helper_due_on,
    )
