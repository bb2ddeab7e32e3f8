"""`jiekun policy simulate`: today's households of a running system under changed parameters or an amended document."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from cli.operators import By, login
from cli.options import DATA, AsJson, DataDir, cannot, installed, print_json
from cli.policy import shown
from cli.policy.costs import costs
from cli.policy.id_options import Limit, Out, Prefix, whole_path
from cli.policy.law import Overlays, law, named
from policies.documents import profile as profiles
from policies.errors import FactError
from policies.parameters.typed import typed

SetTo = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="改变的参数，可多次 · a changed parameter; repeatable"),
]
Amended = Annotated[
    str | None,
    typer.Option("--profile", metavar="ID|FILE", help="修订后的政策 · an amended document, for its own households"),
]


def simulate(
    set_to: SetTo = None,
    profile: Amended = None,
    overlays: Overlays = None,
    region: Prefix = "",
    limit: Limit = 0,
    out: Out = None,
    by: By = "",
    data: DataDir = DATA,
    as_json: AsJson = False,
) -> None:
    """模拟参数调整：户数、花费、各地区 · changed parameters over today's households: counts, cost, by region."""
    if overlays and profile is None:
        cannot("--overlay goes upon a document: name it with --profile · 须以 --profile 指明政策")
    if not set_to and profile is None:
        cannot("nothing is changed: --set name=value, or --profile · 须以 --set 或 --profile 指明改变什么")
    values = _values(set_to or [], profile, overlays)
    asked: dict[str, Any] = {"set": values, "region": region, "limit": limit, "out": whole_path(out)}
    asked["by"] = by or login()
    if profile is not None:
        asked |= named(profile, overlays)
    from cli.policy import progress  # loads what an installation needs

    found = installed(data)
    told = progress.ask(found, "intake", "simulate", asked, "模拟 · simulating")
    spent = progress.ask(found, "assistance", "costs", {}, "花费 · costs")["costs"]
    told["cost"] = costs(told["counts"], spent).to_dict()
    if as_json:
        print_json(told)
    else:
        _tell(Console(highlight=False, soft_wrap=True), told)


def _tell(console: Console, told: Mapping[str, Any]) -> None:
    console.print(f"{told['day']}: {told['today']} 户 · households；未判定 · not judged {told['not_judged']}")
    shown.changes(console, told)
    cost, unknown = told["cost"], told["cost"]["without_average"]
    console.print(f"花费 · cost: {cost['before']} → {cost['after']} 元 · yuan（{cost['more']}）")
    if any(unknown.values()):
        console.print(f"  无均值可用 · no average known: {unknown['before']} → {unknown['after']} 户 · households")


def _values(set_to: Sequence[str], profile: str | None, overlays: Sequence[Path] | None) -> dict[str, str]:
    """Each is a parameter of some document, and a value of its kind there."""
    documents = [law(profile, overlays)] if profile else [profiles.load(name) for name in profiles.names()]
    values: dict[str, str] = {}
    for text in set_to:
        name, equals, value = text.partition("=")
        declaring = [document for document in documents if name in document.parameters]
        if not equals or not declaring:
            there = sorted({known for document in documents for known in document.parameters})
            cannot(f"--set {text}: no parameter of that name (a number of the text: --overlay); {', '.join(there)}")
        for document in declaring:
            try:
                typed(document, {name: value})
            except FactError as bad:
                cannot(f"--set {text}: {bad.code} ({document.id})")
        values[name] = value
    return values
