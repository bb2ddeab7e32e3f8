"""The bank file: made from the ledger's check alone, with accounts opened, and that they were is recorded."""

import csv
import io

from chassis.http.principal import Principal
from chassis.ids import uuid7
from chassis.store import Transaction
from chassis.unit_of_work import Change, unit
from chassis.use_case import by_person
from kernel.fen import yuan
from services.assistance.domain import batch as batches
from services.assistance.domain.events import BankFileShown, CheckedLine, Payee
from services.assistance.domain.plan.states import NoPlan
from services.assistance.handlers import scope
from services.assistance.handlers.streams import PLANS
from services.assistance.resources import Resources

MEDIA_TYPE = "text/csv; charset=utf-8"
HEADER = ("序号", "批次", "业务编号", "户名", "开户行", "账号", "金额（元）", "附言")
ERASED = "账户信息已删除"


def bank_file(resources: Resources, principal: Principal, batch: str) -> bytes:
    """CSV in UTF-8 with a mark for spreadsheets; the last row is the total. Raises `batch_not_checked`."""
    with resources.store.transaction() as transaction:
        checked = batches.require_checked(scope.batch(transaction, principal, batch).state)
        confirmed = [line for line in checked.lines if line.confirmed]
        resources.codec.prefetch({line.household for line in confirmed})
        rows = [_row(transaction, batch, number, line) for number, line in enumerate(confirmed, start=1)]
    _record_access(resources, principal, BankFileShown(batch=batch, lines=len(rows), total=checked.total))
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerows([HEADER, *rows, ("合计", batch, len(rows), "", "", "", yuan(checked.total), "")])
    return sheet.getvalue().encode("utf-8-sig")


def _row(transaction: Transaction, batch: str, number: int, line: CheckedLine) -> tuple[object, ...]:
    plan = PLANS.load(transaction, line.household).state
    assert not isinstance(plan, NoPlan), "what is paid was planned"
    payee = plan.file.payee
    if not isinstance(payee, Payee):
        return (number, batch, line.act, "", "", "", yuan(line.amount), ERASED)
    return (number, batch, line.act, text(payee.holder), text(payee.bank), payee.number, yuan(line.amount), "工会帮扶")


def text(written: str) -> str:
    """What an applicant wrote must not be read as a formula by the spreadsheet that opens the file."""
    return f"'{written}" if written.startswith(("=", "+", "-", "@", "\t", "\r")) else written


def _record_access(resources: Resources, principal: Principal, shown: BankFileShown) -> None:
    """In a stream of its own, before anything is handed out."""
    stream = Change(f"access-{uuid7()}", 0, shown.batch, [shown])
    resources.lane.submit(unit(resources.codec, by_person(resources, principal), [stream])).result()
