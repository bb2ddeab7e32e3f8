"""The bank's results: paid, or returned. No budget moves, so the writer lane does."""

from collections.abc import Sequence

from chassis import commands
from chassis.acting import response_of, unit_of_command
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.store import Loaded, Transaction, Unit
from chassis.writing import Change
from services.assistance.domain import batch as batches
from services.assistance.domain.act import paying
from services.assistance.domain.commands import BankResult
from services.assistance.handlers.streams import ACTS, BATCHES
from services.assistance.resources import Resources


def record_results(resources: Resources, call: Call, batch: str, results: Sequence[BankResult]) -> bytes:
    def build(transaction: Transaction) -> Unit:
        loaded = seen(transaction, call.principal, batch)
        households = {line.act: line.household for line in batches.require_checked(loaded.state).lines}
        acts = [_recorded(transaction, batch, households, result) for result in results]
        news = tuple(
            (result.act, result.outcome) for result, change in zip(results, acts, strict=True) if change.events
        )
        events = batches.record_results(news, resources.today(), loaded.state)
        return unit_of_command(
            resources,
            call,
            [BATCHES.change(batch, loaded, batch, events), *acts],
            response=response_of(batch=batch, recorded=len(news)),
        )

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def seen(transaction: Transaction, principal: Principal, batch: str) -> Loaded[batches.Closed | batches.Checked]:
    loaded = BATCHES.load(transaction, batch)
    state = loaded.state
    if isinstance(state, batches.NoBatch):
        raise Problem("not_found")
    principal.require_covers(state.batch.org_path)
    return loaded.narrowed(state)


def _recorded(transaction: Transaction, batch: str, households: dict[str, str], result: BankResult) -> Change:
    loaded = ACTS.load(transaction, result.act)
    events = paying.record_result(batch, result, loaded.state)
    return ACTS.change(result.act, loaded, households[result.act], events)
