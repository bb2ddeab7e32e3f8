"""`jiekun verification keys …`: whose signatures are believed; each change proposed by one, confirmed by another."""

from typing import Annotated

import typer

from cli.desk import inputs
from cli.desk.addresses import verification
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import MOST, FormFile, Most

keys = typer.Typer(no_args_is_help=True, help="部门密钥 · keys of agencies and charities")


@keys.command("list")
@at_desk
def list_(
    desk: Desk,
    sender: Annotated[str | None, typer.Option("--sender", help="只看此发送方 · of this sender alone")] = None,
    most: Most = MOST,
) -> None:
    """部门密钥，含待确认的 · every key that was ever believed, and what waits for a second person."""
    given = {"sender": sender} if sender else {}
    found = desk.items(verification("/v1/agency-keys"), most, **given)
    desk.show(found, "sender", "key_id", "standing", "algorithm", "valid_from", "valid_until", "revoked_from", "by")


@keys.command()
@at_desk
def propose(desk: Desk, file: FormFile) -> None:
    """提出新增、失效或吊销，表单写明密钥全貌 · propose how a key shall stand, from a form; another confirms it."""
    desk.show(desk.post(verification("/v1/agency-keys"), inputs.form(file)))


@keys.command()
@at_desk
def confirm(desk: Desk, file: FormFile) -> None:
    """照原样确认他人提出的变更 · confirm what another proposed, by the same form."""
    desk.show(desk.post(verification("/v1/agency-keys/confirmation"), inputs.form(file)))


@keys.command("received-since")
@at_desk
def received_since(
    desk: Desk,
    sender: Annotated[str, typer.Argument(help="发送方 · the sender")],
    key_id: Annotated[str, typer.Argument(help="密钥编号 · the key's id")],
    most: Most = MOST,
) -> None:
    """吊销时刻之后以此密钥收到的报文 · what was believed under a key after the instant of its revocation."""
    found = desk.items(verification("/v1/agency-keys/received-since"), most, sender=sender, key_id=key_id)
    desk.show(found, "household", "event", "type", "item", "received_at", "digest")
