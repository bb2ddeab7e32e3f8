"""The results for people: a table on the terminal, the same as Markdown for the page."""

from collections.abc import Sequence
from typing import Any

from rich.console import JustifyMethod
from rich.table import Table

from lab.bench.row import Figure, Result

HEADERS: dict[str, JustifyMethod] = {
    "row": "left",
    "ours": "right",
    "peer": "right",
    "ratio": "right",
    "goal": "right",
    "against": "left",
}


def table(results: Sequence[Result]) -> Table:
    drawn = Table(title="我方与同类 · ours against peers", title_style="bold")
    for header, justify in HEADERS.items():
        drawn.add_column(header, justify=justify)
    for one in results:
        colour = "green" if one.reached else "red"
        ratio = "" if one.ratio is None else f"[{colour}]{one.ratio:.2f}[/]"
        drawn.add_row(
            f"{one.name}\n[dim]{_told(one)}[/]",
            f"{number(one.ours)} {one.unit}\n[dim]{spread(one.ours_spread)}[/]",
            f"{number(one.peer)}\n[dim]{spread(one.peer_spread)}[/]",
            ratio,
            f"{one.goal:g}",
            one.peer_name,
        )
    return drawn


def markdown(results: Sequence[Result], machine: dict[str, Any]) -> str:
    lines = ["| row | ours | peer | ratio | goal | against |", "|---|---|---|---|---|---|"]
    for one in results:
        ours = f"{number(one.ours)} {one.unit} ({spread(one.ours_spread)})"
        peer = f"{number(one.peer)} ({spread(one.peer_spread)})"
        ratio = "" if one.ratio is None else f"{one.ratio:.2f}"
        cells = (f"`{one.name}`: {_told(one)}", ours, peer, ratio, f"{one.goal:g}", one.peer_name)
        lines.append(f"| {' | '.join(cells)} |")
    load = max((one.load for one in results), default=0.0)
    lines += ["", *_below(machine, results[0].rounds if results else 0, load)]
    return "\n".join(lines)


def figure(one: Figure) -> str:
    """Such as `median_ms 0.9 (peer 1.3, at most 2)`."""
    beside = [f"peer {one.peer:,.5g}"] if one.peer is not None else []
    beside += [f"at most {one.at_most:,g}"] if one.at_most is not None else []
    return f"{one.name} {one.ours:,.5g}" + (f" ({', '.join(beside)})" if beside else "")


def number(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}" if value >= 100 else f"{value:,.1f}"


def spread(bounds: tuple[float, float] | None) -> str:
    return "" if bounds is None else f"{number(bounds[0])} to {number(bounds[1])}"


def _told(one: Result) -> str:
    return "; ".join([one.note, *map(figure, one.figures)])


def _below(machine: dict[str, Any], rounds: int, load: float) -> list[str]:
    return [
        f"Median of {rounds} rounds, spread in brackets. {machine['cores']} cores, {machine['memory_gib']} GiB,"
        f" Python {machine['python']},",
        f"PostgreSQL {machine['postgres']} with fsync {machine['durability']['fsync']} and synchronous_commit"
        f" {machine['durability']['synchronous_commit']}; load of the",
        f"machine at its highest row {load:g}.",
    ]
