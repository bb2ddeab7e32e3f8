"""`jiekun campaign …`: 批量复查: many open files are checked again; one person proposes, another begins."""

import time
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from cli.desk.addresses import intake
from cli.desk.choices import argument
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import MOST, Most
from kernel.closed_lists import CAMPAIGN_REASONS

campaign = typer.Typer(no_args_is_help=True, help="批量复查 · many open files are checked again")

Campaign = Annotated[str, typer.Argument(help="批量复查编号 · the campaign's id")]
Watch = Annotated[bool, typer.Option("--watch", help="显示进度直至停下 · show how far it is, until it stands still")]
LOOK_EVERY_S: Final = 1.0


@campaign.command("list")
@at_desk
def list_(desk: Desk, most: Most = MOST) -> None:
    """批量复查列表 · the bulk re-checks of your unions, the latest first."""
    found = desk.items(intake("/v1/campaigns"), most)
    desk.show(found, "campaign", "org_path", "reason", "status", "planned", "reached", "proposed_by", "since")


@campaign.command()
@at_desk
def show(desk: Desk, campaign: Campaign, watch: Watch = False) -> None:
    """进度：已轮到、已答复、未答复、已决定 · how far it is: taken, answered, silent, decided."""
    desk.show(_watched(desk, campaign) if watch else _read(desk, campaign))


@campaign.command()
@at_desk
def propose(
    desk: Desk,
    org_path: Annotated[
        str, typer.Argument(metavar="UNION", help="工会路径，含其下各级 · the union, with those below")
    ],
    reason: Annotated[str, argument("原因 · why", CAMPAIGN_REASONS)],
    ordered_by: Annotated[str, typer.Option(help="依据文件 · the paper that orders it")],
    due_by: Annotated[
        datetime | None,
        typer.Option("--due-by", metavar="DATE", formats=["%Y-%m-%d"], help="只查至此日应复查的 · due by this day"),
    ] = None,
    households: Annotated[
        Path | None,
        typer.Option(
            "--list", exists=True, dir_okay=False, help="只查文件中的户，一行一个编号 · ids in a file, one a line"
        ),
    ] = None,
    a_minute: Annotated[
        int | None, typer.Option("--a-minute", min=1, help="每分钟最多几户 · households a minute at most")
    ] = None,
) -> None:
    """提出批量复查；另一人批准后才开始 · propose one; it begins when another person says so."""
    listed = households.read_text(encoding="utf-8").split() if households else []
    day = due_by.date().isoformat() if due_by else None
    body = {
        "org_path": org_path, "reason": reason, "ordered_by": ordered_by, "due_by": day, "households": listed,
        "a_minute": a_minute,
    }  # fmt: skip
    desk.show(desk.post(intake("/v1/campaigns"), body))


@campaign.command()
@at_desk
def begin(desk: Desk, campaign: Campaign, watch: Watch = False) -> None:
    """批准并开始，由提出人以外的人 · begin what another proposed."""
    told = _decide(desk, campaign, "begin")
    desk.show(_watched(desk, campaign) if watch else told)


@campaign.command()
@at_desk
def decline(desk: Desk, campaign: Campaign) -> None:
    """不批准 · it does not take place."""
    desk.show(_decide(desk, campaign, "decline"))


@campaign.command()
@at_desk
def pause(desk: Desk, campaign: Campaign) -> None:
    """暂停：已轮到的继续，不再轮到其他户 · no further household is taken."""
    desk.show(_decide(desk, campaign, "pause"))


@campaign.command()
@at_desk
def resume(desk: Desk, campaign: Campaign, watch: Watch = False) -> None:
    """继续，自停下处 · go on where it stood."""
    told = _decide(desk, campaign, "resume")
    desk.show(_watched(desk, campaign) if watch else told)


@campaign.command()
@at_desk
def stop(desk: Desk, campaign: Campaign) -> None:
    """停止，不再继续 · end it for good; what was taken goes on."""
    desk.show(_decide(desk, campaign, "stop"))


def _decide(desk: Desk, campaign: str, decision: str) -> Any:
    """On whatever version stands: while it runs each step is one."""
    return desk.post(intake("/v1/campaigns/{campaign}/decision", campaign=campaign), {"decision": decision})


def _read(desk: Desk, campaign: str) -> dict[str, Any]:
    shown: dict[str, Any] = desk.get(intake("/v1/campaigns/{campaign}", campaign=campaign))
    return shown


def _watched(desk: Desk, campaign: str) -> dict[str, Any]:
    """Two bars on stderr: who was taken, and whose report came. It ends where no further household is taken."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    screen = Console(stderr=True)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bars:
        taken, reported = bars.add_task("已轮到 · taken"), bars.add_task("已答复 · answered")
        while True:
            now = _read(desk, campaign)
            progress = now["progress"]
            bars.update(taken, completed=now["reached"], total=max(now["planned"], now["reached"]))
            answered = progress["answered"] + progress["silent"] + progress["decided"]
            bars.update(reported, completed=answered, total=answered + progress["awaited"])
            if now["status"] != "running":
                return now
            time.sleep(LOOK_EVERY_S)
