"""`jiekun parameters …`: the law's parameters by place and day: listed, set, loaded from a file."""

import typer

from cli.commands.parameters.from_file import load
from cli.commands.parameters.in_force import list_, waiting
from cli.commands.parameters.one_value import confirm, set_, unset

parameters = typer.Typer(
    help="政策参数：查看、设定、导入（低保线、比例、期限）· the law's parameters: list, set and load lines and terms",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
parameters.command("list")(list_)
parameters.command("waiting")(waiting)
parameters.command("set")(set_)
parameters.command("unset")(unset)
parameters.command("confirm")(confirm)
parameters.command("load")(load)
