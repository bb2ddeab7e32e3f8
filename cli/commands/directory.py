"""`jiekun directory …`: who answers what where: listed, proposed from a file of many offices, confirmed."""

from typing import Annotated

import typer

from cli.desk import inputs
from cli.desk.addresses import Address, verification
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import MOST, FormFile, Most
from cli.options import cannot

directory = typer.Typer(no_args_is_help=True, help="承办目录：谁答复什么 · which office answers what where")


@directory.command("list")
@at_desk
def list_(
    desk: Desk,
    region: Annotated[str, typer.Option(metavar="CODE", help="区县代码 · the county, such as 440507")],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="哪一天，默认今天 · on which day")] = None,
) -> None:
    """某区县各事项由谁答复、期限几个工作日 · who answers each item in a county, within how many working days."""
    asked = {"region": region} | ({"on": on} if on else {})
    found = desk.get(verification("/v1/directory"), **asked)["items"]
    desk.show(found, "item_zh", "item", "office_zh", "office", "working_days")


@directory.command()
@at_desk
def offices(desk: Desk, most: Most = MOST) -> None:
    """已设定的承办机构 · the offices that were set, each with its versions."""
    desk.show(desk.items(verification("/v1/directory/offices"), most), "office", "name", "from", "url", "source")


@directory.command()
@at_desk
def waiting(desk: Desk, most: Most = MOST) -> None:
    """待确认的承办机构 · the offices that wait for a second person."""
    desk.show(desk.items(verification("/v1/directory/waiting"), most), "office", "name", "from", "url", "by")


@directory.command()
@at_desk
def reminders(desk: Desk) -> None:
    """待催办的机构：临近期限仍未答复 · offices that are silent near their term: whom to call."""
    found = desk.get(verification("/v1/directory/reminders"))["items"]
    desk.show(found, "office_zh", "office", "questions", "asked_on", "due_on")


@directory.command()
@at_desk
def propose(desk: Desk, file: FormFile) -> None:
    """提出文件中的机构 {offices: […]}，待他人确认 · propose every office of a file; what stands or waits stays."""
    _sent(desk, file, verification("/v1/directory/offices"))


@directory.command()
@at_desk
def confirm(desk: Desk, file: FormFile) -> None:
    """确认他人提出的同一文件 · confirm the same file that another proposed."""
    _sent(desk, file, verification("/v1/directory/offices/confirmation"))


def _sent(desk: Desk, file: str, to: Address) -> None:
    """In the file's order; what was sent before a refusal stands, and the same file again goes on there."""
    offices = inputs.form(file).get("offices")
    if not isinstance(offices, list):
        cannot(f'{file}：须为 {{"offices": […]}} · wants a list under "offices"')
    desk.show([desk.post(to, office) for office in offices])
