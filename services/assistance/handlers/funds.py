"""A fund is established, with its budget in the journal and in the guard table."""

from typing import Any

from chassis import commands
from chassis.http.principal import Principal
from chassis.idempotency import IdempotencyClaim
from chassis.ids import uuid7
from chassis.resources import Resources
from chassis.store import Unit
from chassis.writing import unit
from services.assistance.domain import fund
from services.assistance.domain.events import FundEstablished
from services.assistance.handlers import budgets, locks
from services.assistance.handlers.acting import by_person, change, load, said


def establish(here: Resources, principal: Principal, claim: IdempotencyClaim, command: FundEstablished) -> bytes:
    principal.require_covers(command.org_path)
    id = uuid7()

    def build(transaction: Any) -> Unit:
        transaction.lock([locks.fund(id)])
        loaded = load(transaction, "fund", id)
        events = fund.establish(id, command, loaded.state)
        budgets.make(transaction.connection, id, command.budget)
        return unit(
            here.codec,
            by_person(here, principal),
            [change("fund", id, loaded, id, events)],
            claim=claim,
            response=said(fund=id),
        )

    return commands.guarded(here.store, claim, build)
