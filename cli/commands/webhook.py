"""`jiekun webhook …`: what a person does for a portal's server: another secret, when the old one is due or leaked."""

from typing import Annotated

import typer

from cli.desk.addresses import intake
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import To, Version
from cli.options import cannot

webhook = typer.Typer(no_args_is_help=True, help="门户通知 · a portal's webhooks")


@webhook.command()
@at_desk
def secret(
    desk: Desk,
    name: Annotated[str, typer.Argument(help="通知名称 · the portal's own name for it")],
    to: To,
    old_valid_hours: Annotated[
        int,
        typer.Option(
            "--old-valid", min=0, max=168, help="旧密钥继续有效的小时数，泄露时为 0 · hours that the old one signs, too"
        ),
    ] = 24,
    version: Version = None,
) -> None:
    """更换签名密钥，新密钥存入文件 · change the secret; the new one goes into a file of yours alone."""
    if to.exists():
        cannot(f"{to} 已存在 · is there already")  # before the secret is made: it is told once
    door = intake("/v1/webhooks/{name}/secret", name=name)
    told = desk.post(door, {"old_valid_hours": old_valid_hours}, version)
    desk.save(to, told["secret"].encode())
