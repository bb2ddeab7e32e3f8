"""`jiekun bank …`: payment batches: closed, taken out as the bank's file, settled by its results."""

from typing import Annotated

import typer

from cli.desk import inputs, words
from cli.desk.addresses import assistance
from cli.desk.choices import option
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import MOST, FormFile, Most, To

bank = typer.Typer(no_args_is_help=True, help="银行代发 · payment batches")

Batch = Annotated[str, typer.Argument(help="批次编号 · the batch's id")]


@bank.command("list")
@at_desk
def list_(
    desk: Desk,
    status: Annotated[str | None, option("状态 · state", words.BATCH_STATES)] = None,
    most: Most = MOST,
) -> None:
    """发放批次清单 · payment batches."""
    found = desk.items(assistance("/v1/batches"), most, status=status)
    desk.show(found, "batch", "fund", "org_path", "status", "acts", "confirmed", "total", "changed_at")


@bank.command()
@at_desk
def show(desk: Desk, batch: Batch) -> None:
    """一个批次及其救助 · one batch with its acts."""
    desk.show(desk.get(assistance("/v1/batches/{batch}", batch=batch)))


@bank.command()
@at_desk
def close(
    desk: Desk,
    fund: Annotated[str, typer.Argument(help="资金编号 · the fund's id")],
    act: Annotated[
        list[str] | None,
        typer.Option(help="只列这些救助，可多次 · these acts alone, not all that are cleared"),
    ] = None,
) -> None:
    """结成发放批次，由台账复核 · close a batch; the ledger looks once more before money leaves."""
    body = {"fund": fund, "acts": act or None}
    desk.show(desk.post(assistance("/v1/batches"), body))


@bank.command()
@at_desk
def export(desk: Desk, batch: Batch, to: To) -> None:
    """导出银行代发文件，含账号，留有记录 · take the bank's file out: it holds accounts, and is on record."""
    desk.save(to, desk.file(assistance("/v1/batches/{batch}/bank-file", batch=batch)))


@bank.command()
@at_desk
def results(desk: Desk, batch: Batch, file: FormFile) -> None:
    """登记发放结果，表单为 {results: [{act, outcome, on, reason}]} · record what the bank did with each act."""
    desk.show(desk.post(assistance("/v1/batches/{batch}/results", batch=batch), inputs.form(file)))
