"""Payment batches as finance works on them: closed, looked at, and settled by what the bank says.

Each act is in one batch only, since the fund is locked while a batch is closed. The bank's results move no free
budget; their steps lock the fund all the same, so that no other step of the same person passes beside them.
"""

from collections.abc import Sequence

from chassis import commands, lock_keys
from chassis.http.call import Call
from chassis.ids import uuid7
from chassis.store import Loaded, Transaction, Unit
from chassis.unit_of_work import Change
from chassis.use_case import response_of, unit_of_command
from kernel.calendar import business_date
from kernel.errors import DomainError
from kernel.fen import yuan
from services.assistance.domain import batch as domain
from services.assistance.domain.act import payment
from services.assistance.domain.act.states import Cleared
from services.assistance.domain.commands import BankResult, CloseBatch, RecordResults
from services.assistance.handlers import hands, scope
from services.assistance.handlers.streams import ACTS, BATCHES
from services.assistance.projections import queries
from services.assistance.resources import Resources


def close_batch(resources: Resources, call: Call, fund: str, named: frozenset[str] | None = None) -> bytes:
    """Of the acts that the keeper names, or of all that are cleared, as many as fit.

    Raises `nothing_to_pay` when no act of the fund is cleared, `act_not_cleared` for one that is named and is not.
    """
    batch = uuid7()

    def build(transaction: Transaction) -> Unit:
        scope.fund(transaction, call.principal, fund)
        transaction.lock([lock_keys.fund(fund)])
        kept = scope.fund(transaction, call.principal, fund)
        cleared = _cleared(transaction, fund, named)
        lines = domain.fitting([payment.line(household, act.state) for household, act in cleared])
        closing = CloseBatch(
            fund=fund,
            org_path=kept.state.org_path,
            year=kept.state.year,
            today=resources.today(),
            lines=tuple(lines),
            by=call.principal.subject,
            hands=hands.of(kept, *(act for _, act in cleared[: len(lines)])),
        )
        closed = domain.close(closing)
        taken = [
            ACTS.change(line.act, act, household, payment.take(batch, act.state))
            for line, (household, act) in zip(lines, cleared, strict=False)
        ]
        return unit_of_command(
            resources,
            call,
            [BATCHES.change(batch, BATCHES.load(transaction, batch), batch, closed), *taken],
            response=response_of(
                batch=batch,
                acts=len(lines),
                total=yuan(sum(line.amount for line in lines)),
                taken=[line.act for line in lines],
            ),
        )

    return commands.guarded(resources.store, call.key, build)


def record_results(resources: Resources, call: Call, batch: str, results: Sequence[BankResult]) -> bytes:
    def build(transaction: Transaction) -> Unit:
        fund = scope.batch(transaction, call.principal, batch).state.batch.fund
        transaction.lock([lock_keys.fund(fund)])
        loaded = scope.batch(transaction, call.principal, batch)
        households = {line.act: line.household for line in domain.require_checked(loaded.state).lines}
        closed_on, today = business_date(loaded.recorded[0].envelope.time), resources.today()
        for result in results:
            domain.require_possible_day(result, closed_on, today)
        acts = [_recorded(transaction, batch, households, result) for result in results]
        command = RecordResults(
            news=tuple(result for result, change in zip(results, acts, strict=True) if change.events),
            by=call.principal.subject,
            hands=hands.of_batch(transaction, loaded, fund),
            today=today,
        )
        events = domain.record_results(command, loaded.state)
        return unit_of_command(
            resources,
            call,
            [BATCHES.change(batch, loaded, batch, events), *acts],
            response=response_of(batch=batch, recorded=len(command.news)),
        )

    return commands.guarded(resources.store, call.key, build)


def _cleared(transaction: Transaction, fund: str, named: frozenset[str] | None) -> list[tuple[str, Loaded[Cleared]]]:
    """(household, act) of the fund's cleared acts, oldest first; read under the fund's lock."""
    rows = queries.cleared_acts(transaction.connection, fund, named, domain.ACTS_MAX)
    acts = [(household, ACTS.load(transaction, act)) for household, act in rows]
    cleared = [(household, act.narrowed(act.state)) for household, act in acts if isinstance(act.state, Cleared)]
    missing = (named or frozenset()) - {act.state.terms.act for _, act in cleared}
    if missing:
        raise DomainError("act_not_cleared", act=min(missing))
    return cleared


def _recorded(transaction: Transaction, batch: str, households: dict[str, str], result: BankResult) -> Change:
    loaded = ACTS.load(transaction, result.act)
    events = payment.record_result(batch, result, loaded.state)
    return ACTS.change(result.act, loaded, households[result.act], events)
