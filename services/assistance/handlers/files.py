"""FileOpened and FileClosed come in: a plan is drafted, or closed with all that is unpaid."""

from chassis.codec import Recorded
from chassis.store import Transaction, Unit
from chassis.use_case import because_of, unit_of_effect
from contracts.intake import FileClosed, FileOpened, Situation
from policies.documents.profile import Profile
from policies.parameters import table as parameters_table
from services.assistance.domain.act import clearance
from services.assistance.domain.commands import OpenPlan
from services.assistance.domain.events import Payee
from services.assistance.domain.plan import decisions
from services.assistance.handlers import paired_helper
from services.assistance.handlers.measures import draft
from services.assistance.handlers.streams import ACTS, PLANS
from services.assistance.projections import budgets, queries
from services.assistance.resources import Resources


def on_file_opened(resources: Resources, transaction: Transaction, recorded: Recorded[FileOpened]) -> Unit | None:
    opened, household = recorded.event, recorded.envelope.subject
    loaded = PLANS.load(transaction, household)
    context = because_of(resources, recorded)
    if not isinstance(opened.situation, Situation):
        dropped = decisions.drop_erased("FileOpened")
        return unit_of_effect(resources, context, [PLANS.change(household, loaded, household, dropped)])
    law = resources.laws.law(opened.profile, opened.region)
    events = decisions.open_plan(_command(law, opened, opened.situation), loaded.state)
    book = parameters_table.book_of(transaction.connection, opened.region)
    timers = paired_helper.overdue_timer(household, opened.region, resources.today(), book) if events else []
    return unit_of_effect(resources, context, [PLANS.change(household, loaded, household, events)], timers)


def on_file_closed(resources: Resources, transaction: Transaction, recorded: Recorded[FileClosed]) -> Unit | None:
    closed, household = recorded.event, recorded.envelope.subject
    plan = PLANS.load(transaction, household)
    changes = [PLANS.change(household, plan, household, decisions.close(closed.reason, closed.closed_on, plan.state))]
    for act in queries.acts_of(transaction.connection, household):
        loaded = ACTS.load(transaction, act)
        events = clearance.end_with_file(loaded.state)
        changes.append(budgets.folded(transaction, ACTS.change(act, loaded, household, events)))
    return unit_of_effect(resources, because_of(resources, recorded), changes)


def _command(law: Profile, opened: FileOpened, situation: Situation) -> OpenPlan:
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
        measures=draft(law, opened, situation),
    )
