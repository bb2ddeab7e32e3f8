"""`jiekun policy redecide`: every past decision of a running system under another document; nothing is changed."""

from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Console

from cli.operators import By, login
from cli.options import DATA, AsJson, DataDir, installed, print_json
from cli.policy import shown
from cli.policy.id_options import Limit, Out, Prefix, whole_path
from cli.policy.law import Overlays, ProfileName, law, named

AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        formats=["%Y-%m-%d"],
        help="截至该日的决定、届时已知的参数 · decisions until that day and parameters known then; today by default",
    ),
]


def redecide(
    profile: ProfileName,
    as_of: AsOf = None,
    overlays: Overlays = None,
    region: Prefix = "",
    limit: Limit = 100,
    out: Out = None,
    by: By = "",
    data: DataDir = DATA,
    as_json: AsJson = False,
) -> None:
    """以另一政策重新判定全部历史决定：谁得谁失、因哪一条 · decide history again: who gains, who loses, why."""
    document = law(profile, overlays)
    asked: dict[str, Any] = {
        **named(profile, overlays),
        "as_of": as_of.date().isoformat() if as_of else None,
        "region": region,
        "limit": limit,
        "by": by or login(),
        "out": whole_path(out),
    }
    from cli.policy import progress  # loads what an installation needs

    told = progress.ask(installed(data), "intake", "redecide", asked, "重新判定 · deciding again")
    if as_json:
        print_json(told)
        return
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{document.document.title}（{told['profile']} {told['version'][:12]}）", markup=False)
    console.print(f"{told['as_of']}: {told['decisions']} 个决定 · decisions")
    if told["erased"] or told["unusable"]:
        console.print(f"  资料已销毁 · erased {told['erased']}，不可用 · unusable {told['unusable']}")
    shown.changes(console, told)
