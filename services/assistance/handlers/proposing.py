"""Aid by a covering union for a household whose file is open; and the one way in which any aid is proposed."""

from chassis import commands, lock_keys
from chassis.acting import response_of, unit_of_command
from chassis.http.call import Call
from chassis.ids import uuid7
from chassis.store import Transaction, Unit
from chassis.writing import Change
from kernel.fen import Fen
from kernel.period import Period
from services.assistance.domain.act.proposing import TO_A_PERSON, propose
from services.assistance.domain.commands import Propose
from services.assistance.domain.events import FileRecorded
from services.assistance.domain.plan.deciding import of_an_open_file
from services.assistance.handlers import budgets, seeing
from services.assistance.handlers.streams import ACTS, FUNDS
from services.assistance.resources import Resources


def propose_aid(
    resources: Resources,
    call: Call,
    household: str,
    *,
    kind: str,
    fund: str,
    amount: Fen,
    period: Period,
    beneficiaries: tuple[str, ...] | None,
    bill: str | None,
) -> bytes:
    """`beneficiaries` None: the whole household. `bill` is the number as printed; only its token is kept."""

    def build(transaction: Transaction) -> Unit:
        transaction.lock([lock_keys.fund(fund), lock_keys.household(household)])
        file = of_an_open_file(seeing.plan(transaction, call.principal, household).state).file
        proposed = proposal(
            transaction,
            household=household,
            file=file,
            giver=call.principal.org_path,
            kind=kind,
            period=period,
            amount=amount,
            fund=fund,
            beneficiaries=file.members if beneficiaries is None else beneficiaries,
            bill=resources.vault.token("bill", bill) if bill else None,
        )
        return unit_of_command(
            resources,
            call,
            [proposed],
            response=response_of(household=household, act=proposed.stream.removeprefix("act-")),
        )

    return commands.guarded(resources.store, call.key, build)


def proposal(
    transaction: Transaction,
    *,
    household: str,
    file: FileRecorded,
    giver: str,
    kind: str,
    period: Period,
    amount: Fen,
    fund: str,
    beneficiaries: tuple[str, ...],
    bill: str | None = None,
) -> Change:
    """One act, its budget committed. The locks of fund and household are held."""
    act = uuid7()
    loaded = ACTS.load(transaction, act)
    command = Propose(
        act=act,
        household=household,
        file=file,
        giver=giver,
        kind=kind,
        period=period,
        amount=amount,
        fund=fund,
        beneficiaries=beneficiaries,
        household_aid=kind not in TO_A_PERSON and set(beneficiaries) == set(file.members),
        bill=bill,
        committed=budgets.commit(transaction.connection, fund, amount),
    )
    events = propose(command, FUNDS.load(transaction, fund).state, loaded.state)
    return ACTS.change(act, loaded, household, events)
