"""FileOpened and FileClosed come in: a plan is drafted, or closed with all that is unpaid."""

from typing import Any

from chassis.codec import Recorded
from chassis.resources import Resources
from chassis.store import Unit
from contracts.intake import FileOpened, Situation
from policies.documents import regions
from policies.parameters import table as kept
from services.assistance.domain.act import clearing
from services.assistance.domain.commands import OpenPlan
from services.assistance.domain.events import FactDropped, FileRecorded, Payee
from services.assistance.domain.plan import deciding
from services.assistance.handlers import budgets, helping
from services.assistance.handlers.acting import because_of, change, load, today, written
from services.assistance.handlers.drafting import draft


def on_file_opened(here: Resources, transaction: Any, recorded: Recorded) -> Unit | None:
    opened, household = recorded.event, recorded.envelope.subject
    loaded = load(transaction, "plan", household)
    context = because_of(here, recorded)
    if not isinstance(opened.situation, Situation):
        dropped = FactDropped(fact="FileOpened")
        return written(here, context, [change("plan", household, loaded, household, [dropped])])
    law = regions.table(here.settings.regions_file).law(opened.profile, opened.region)
    command = OpenPlan(
        file=_recorded(opened, opened.situation),
        profile_version=law.version,
        measures=draft(law, opened, opened.situation),
    )
    events = deciding.open_plan(command, loaded.state)
    book = kept.book_of(transaction.connection, opened.region)
    timers = helping.overdue_timer(household, opened.region, today(here), book) if events else []
    return written(here, context, [change("plan", household, loaded, household, events)], timers)


def on_file_closed(here: Resources, transaction: Any, recorded: Recorded) -> Unit | None:
    closed, household = recorded.event, recorded.envelope.subject
    plan = load(transaction, "plan", household)
    changes = [change("plan", household, plan, household, deciding.close(closed.reason, closed.closed_on, plan.state))]
    rows = transaction.connection.execute("SELECT act FROM acts WHERE household = %s ORDER BY act", (household,))
    for (act,) in rows.fetchall():
        loaded = load(transaction, "act", act)
        events = budgets.release(transaction.connection, clearing.end_with_file(loaded.state))
        changes.append(change("act", act, loaded, household, events))
    return written(here, because_of(here, recorded), changes)


def _recorded(opened: FileOpened, situation: Situation) -> FileRecorded:
    return FileRecorded(
        org_path=opened.org_path,
        region=opened.region,
        profile=opened.profile,
        category=opened.category,
        opened_on=opened.opened_on,
        applicant=opened.applicant,
        members=opened.members,
        account=opened.account,
        payee=Payee(situation.account.bank, situation.account.number, situation.holder),
    )
