"""Aid by a covering union for a household whose file is open; and the one way in which any aid is proposed."""

from typing import Any

from chassis import commands
from chassis.http.principal import Principal
from chassis.idempotency import IdempotencyClaim
from chassis.ids import uuid7
from chassis.resources import Resources
from chassis.store import Unit
from chassis.writing import Change, unit
from kernel.fen import Fen
from kernel.period import Period
from services.assistance.domain.act.proposing import TO_A_PERSON, propose
from services.assistance.domain.commands import Propose
from services.assistance.domain.events import FileRecorded
from services.assistance.domain.plan.deciding import of_an_open_file
from services.assistance.handlers import budgets, locks, seeing
from services.assistance.handlers.acting import by_person, change, load, said


def propose_aid(
    here: Resources,
    principal: Principal,
    claim: IdempotencyClaim,
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

    def build(transaction: Any) -> Unit:
        transaction.lock([locks.fund(fund), locks.household(household)])
        file = of_an_open_file(seeing.plan(transaction, principal, household).state).file
        proposed = proposal(
            transaction,
            household=household,
            file=file,
            giver=principal.org_path,
            kind=kind,
            period=period,
            amount=amount,
            fund=fund,
            beneficiaries=file.members if beneficiaries is None else beneficiaries,
            bill=here.vault.token("bill", bill) if bill else None,
        )
        return unit(
            here.codec,
            by_person(here, principal),
            [proposed],
            claim=claim,
            response=said(household=household, act=proposed.stream.removeprefix("act-")),
        )

    return commands.guarded(here.store, claim, build)


def proposal(
    transaction: Any,
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
    loaded = load(transaction, "act", act)
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
    events = propose(command, load(transaction, "fund", fund).state, loaded.state)
    return change("act", act, loaded, household, events)
