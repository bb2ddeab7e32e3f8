"""The bank file: made from the ledger's check alone, with accounts opened, and that they were is recorded.

A workbook whose every cell is text: of a CSV, a spreadsheet keeps fifteen digits of an account, and the rest are zeros.
"""

import io
from collections.abc import Sequence
from typing import Any, Final

import xlsxwriter

from chassis import commands, lock_keys
from chassis.http.principal import Principal
from chassis.store import Loaded, Transaction, Unit, fold
from chassis.unit_of_work import unit
from chassis.use_case import by_person
from kernel.fen import yuan
from services.assistance.domain import batch as batches
from services.assistance.domain.events import BankFileShown, CheckedLine, Payee
from services.assistance.domain.plan.states import NoPlan, State
from services.assistance.handlers import hands, scope
from services.assistance.handlers.streams import BATCHES, PLANS
from services.assistance.resources import Resources

HEADER: Final = ("序号", "批次", "业务编号", "户名", "开户行", "账号", "金额（元）", "附言")
ERASED: Final = "账户信息已删除"
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def bank_file(resources: Resources, principal: Principal, batch: str) -> bytes:
    """A workbook; the last row is the total. Raises `batch_not_checked`, `duties_apart`.

    Who takes it stands in the batch's own stream before anything is handed out: whoever books results is found there.
    The fund is locked as for every step with its money: two steps that must be apart are never taken side by side.
    """

    def build(transaction: Transaction) -> Unit:
        seen = batches.require_checked(scope.batch(transaction, principal, batch).state)
        resources.codec.prefetch({line.household for line in seen.lines if line.confirmed})
        transaction.lock([lock_keys.fund(seen.batch.fund)])
        loaded = scope.batch(transaction, principal, batch)
        hands_so_far = hands.of_batch(transaction, loaded, loaded.state.batch.fund)
        checked = batches.require_checked(loaded.state)
        confirmed = [line for line in checked.lines if line.confirmed]
        plans = _plans(transaction, loaded, [line.household for line in confirmed])
        versions = {household: plan.version for household, plan in plans.items()}
        shown = batches.show_bank_file(batch, principal.subject, hands_so_far, versions, loaded.state)
        rows = [_row(plans[line.household].state, batch, number, line) for number, line in enumerate(confirmed, 1)]
        total = ("合计", batch, str(len(rows)), "", "", "", yuan(checked.total), "")
        return unit(
            resources.codec,
            by_person(resources, principal),
            [BATCHES.change(batch, loaded, batch, shown)],
            response=workbook([HEADER, *rows, total]),
        )

    return commands.guarded(resources.store, None, build)


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """Every cell is text, typed and formatted as such: no digit is lost, and what looks like a formula is none."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet, text = book.add_worksheet("代发"), book.add_format({"num_format": "@"})
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                sheet.write_string(row, column, value, text)
    return file.getvalue()


def _plans(transaction: Transaction, batch: Loaded[Any], households: Sequence[str]) -> dict[str, Loaded[State]]:
    """As they stand; of a bank file that was handed out before, as they stood then."""
    shown = [one.event.plans for one in batch.recorded if isinstance(one.event, BankFileShown)]
    then = shown[0] if shown else {}
    plans = {household: PLANS.load(transaction, household) for household in households}
    return {
        household: fold(PLANS.decider, plan.recorded[: then[household]]) if household in then else plan
        for household, plan in plans.items()
    }


def _row(plan: State, batch: str, number: int, line: CheckedLine) -> tuple[str, ...]:
    assert not isinstance(plan, NoPlan), "what is paid was planned"
    payee = plan.file.payee
    if not isinstance(payee, Payee):
        return (str(number), batch, line.act, "", "", "", yuan(line.amount), ERASED)
    return (str(number), batch, line.act, payee.holder, payee.bank, payee.number, yuan(line.amount), "工会帮扶")
