"""Options of commands that tell which households change: ids alone."""

from pathlib import Path
from typing import Annotated

import typer

Prefix = Annotated[
    str, typer.Option("--region", metavar="DIGITS", help="仅此地区（代码前几位）· this region only: its first digits")
]
Limit = Annotated[int, typer.Option("--limit", min=0, help="列出多少户 · so many households are listed")]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="FILE", help="写入文件，每户一行 JSON · each household that changes, one JSON a line"
    ),
]


def whole_path(out: Path | None) -> str | None:
    """As another process finds it."""
    return str(out.resolve()) if out else None
