"""The bank's results: paid, or returned. No budget moves, so the writer lane does."""

from collections.abc import Sequence
from typing import Any

from chassis import commands
from chassis.http.errors import Problem
from chassis.http.principal import Principal
from chassis.idempotency import IdempotencyClaim
from chassis.resources import Resources
from chassis.store import Loaded, Unit
from chassis.writing import Change, unit
from services.assistance.domain import batch as batches
from services.assistance.domain.act import paying
from services.assistance.domain.commands import BankResult
from services.assistance.handlers.acting import by_person, change, load, said, today


def record_results(
    here: Resources, principal: Principal, claim: IdempotencyClaim, batch: str, results: Sequence[BankResult]
) -> bytes:
    def build(transaction: Any) -> Unit:
        loaded = seen(transaction, principal, batch)
        households = {line.act: line.household for line in batches.require_checked(loaded.state).lines}
        acts = [_recorded(transaction, batch, households, result) for result in results]
        news = tuple(
            (result.act, result.outcome) for result, change in zip(results, acts, strict=True) if change.events
        )
        events = batches.record_results(news, today(here), loaded.state)
        return unit(
            here.codec,
            by_person(here, principal),
            [change("batch", batch, loaded, batch, events), *acts],
            claim=claim,
            response=said(batch=batch, recorded=len(news)),
        )

    return commands.through_lane(here.store, here.lane, claim, build)


def seen(transaction: Any, principal: Principal, batch: str) -> Loaded:
    loaded = load(transaction, "batch", batch)
    if isinstance(loaded.state, batches.NoBatch):
        raise Problem("not_found")
    principal.require_covers(loaded.state.batch.org_path)
    return loaded


def _recorded(transaction: Any, batch: str, households: dict[str, str], result: BankResult) -> Change:
    loaded = load(transaction, "act", result.act)
    events = paying.record_result(batch, result, loaded.state)
    return change("act", result.act, loaded, households[result.act], events)
