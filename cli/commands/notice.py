"""`jiekun notice …`: 公示: what the sheet says, sheets hung and taken down, objections and their answers."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from cli.desk import inputs, words
from cli.desk.addresses import intake
from cli.desk.choices import argument
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import DAY, MOST, Household, Most, Version

notice = typer.Typer(no_args_is_help=True, help="公示与异议 · public notices and objections")

PAGE_MAX = 50
"""A sheet's name is opened from its seal: the list has shorter pages than others."""
Photo = Annotated[
    Path | None,
    typer.Option(exists=True, dir_okay=False, help="照片，只登记其摘要 · a picture; its SHA-256 alone is recorded"),
]
Text = Annotated[
    str,
    typer.Option("--text", callback=inputs.text_of, help="内容，- 为标准输入 · what is said; - is stdin"),
]


@notice.command("list")
@at_desk
def list_(desk: Desk, most: Most = MOST) -> None:
    """公示中的家庭 · notices on show."""
    shown = desk.items(intake("/v1/notices"), most, limit=PAGE_MAX)
    desk.show(shown, "household", "org_path", "name", "employer", "document", "category", "first_day", "last_day")


@notice.command()
@at_desk
def sheet(desk: Desk, household: Household) -> None:
    """公示内容：姓名（脱敏）、单位、类别、起止日、异议受理 · what the sheet says."""
    desk.show(desk.get(intake("/v1/households/{household}/notice", household=household)))


@notice.command()
@at_desk
def post(
    desk: Desk,
    household: Household,
    place: Annotated[str, typer.Option(help="张贴地点 · where it hangs")],
    shown_on: Annotated[datetime, typer.Option("--on", metavar="DATE", formats=DAY, help="张贴日期 · since which day")],
    photo: Photo = None,
    version: Version = None,
) -> None:
    """登记张贴 · record that a sheet was hung."""
    body = {"place": place, "shown_on": shown_on.date().isoformat(), "photo": _digest(photo)}
    to = intake("/v1/households/{household}/notice/sheets", household=household)
    desk.show(desk.change(to, body, household, version))


@notice.command()
@at_desk
def take_down(
    desk: Desk,
    household: Household,
    sheet: Annotated[int, typer.Argument(help="第几张 · which sheet")],
    taken_down_on: Annotated[datetime, typer.Option("--on", metavar="DATE", formats=DAY, help="撤下日期 · which day")],
    photo: Photo = None,
    version: Version = None,
) -> None:
    """登记撤下 · record that a sheet was taken down."""
    body = {"taken_down_on": taken_down_on.date().isoformat(), "photo": _digest(photo)}
    to = intake("/v1/households/{household}/notice/sheets/{sheet}/taking-down", household=household, sheet=sheet)
    desk.show(desk.change(to, body, household, version))


@notice.command("object")
@at_desk
def object_(desk: Desk, household: Household, text: Text, version: Version = None) -> None:
    """登记异议 · record an objection: everything is verified again."""
    to = intake("/v1/households/{household}/objection", household=household)
    desk.show(desk.change(to, {"text": text}, household, version))


@notice.command()
@at_desk
def objections(desk: Desk, household: Household) -> None:
    """一户的异议及其答复期限 · objections, until when each is answered, and what it came to."""
    found = desk.get(intake("/v1/households/{household}/objections", household=household))["items"]
    desk.show(found, "number", "raised_at", "raised_by", "due_on", "overdue", "answered_at", "answered_by", "outcome")


@notice.command()
@at_desk
def answer(
    desk: Desk,
    household: Household,
    outcome: Annotated[str, argument("是否成立 · what it came to", words.OBJECTION_OUTCOMES)],
    text: Text,
    version: Version = None,
) -> None:
    """答复异议 · answer an objection, as whoever objected is told it."""
    to = intake("/v1/households/{household}/objection/answer", household=household)
    desk.show(desk.change(to, {"outcome": outcome, "text": text}, household, version))


@notice.command("look-again")
@at_desk
def look_again(
    desk: Desk,
    household: Household,
    outcome: Annotated[str, argument("维持还是可重新申请 · stands, or apply anew", words.SECOND_LOOKS)],
    text: Text,
    version: Version = None,
) -> None:
    """依更正复看 · look again at a refusal or closing whose ground an agency has corrected."""
    to = intake("/v1/households/{household}/second-look", household=household)
    desk.show(desk.change(to, {"outcome": outcome, "reason": text}, household, version))


def _digest(photo: Path | None) -> str | None:
    return None if photo is None else sha256(photo.read_bytes()).hexdigest()
