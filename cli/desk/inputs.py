"""What a person sends: forms from a file or standard input, reasons, the version that they saw.

An argument of a command line is read by everybody on the machine; names, numbers and accounts stand in none.
"""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.options import cannot

STDIN = "-"
NO_UTF8 = "所写的或标准输入不是 UTF-8 · what was written, or standard input, is no UTF-8"


def text_of(written: str) -> str:
    """What was written, or with `-` what standard input says."""
    try:
        return sys.stdin.read().strip() if written == STDIN else written
    except UnicodeDecodeError:
        cannot(NO_UTF8)


def form(file: str) -> dict[str, Any]:
    """The JSON object in a file; the end of the command, with the place, when there is none."""
    try:
        content = sys.stdin.read() if file == STDIN else Path(file).read_text(encoding="utf-8")
        read = json.loads(content)
    except json.JSONDecodeError as error:
        cannot(f"{file}: 第 {error.lineno} 行第 {error.colno} 列不是合法的 JSON · no JSON there: {error.msg}")
    except (OSError, ValueError, RecursionError) as error:  # no UTF-8, a number without end, a nest without end
        cannot(f"{file}: 不能读取（UTF-8 文件，- 为标准输入）· cannot be read: {error}")
    if not isinstance(read, dict):
        cannot(f"{file}: 应为一个 JSON 对象 · one JSON object is wanted")
    return read


def days(moment: Any) -> str | None:
    return None if moment is None else str(moment.date().isoformat())


Household = Annotated[str, typer.Argument(help="户编号 · the household's id")]
FormFile = Annotated[
    str, typer.Argument(metavar="FILE", help="表单（JSON 文件，- 为标准输入）· the form, JSON; - is standard input")
]
Reason = Annotated[
    str,
    typer.Option(
        "--reason", callback=text_of, help="理由，- 为标准输入，留有记录 · why, kept on record; - reads standard input"
    ),
]
Version = Annotated[
    int | None,
    typer.Option("--version", min=0, help="您看到的版本，默认重新读取 · the version you saw; read anew unless given"),
]
Most = Annotated[int, typer.Option("--most", min=1, help="至多列出几条 · how many at most")]
MOST = 200
Below = Annotated[
    str | None, typer.Option("--org", metavar="PATH", help="本单位或下级单位 · your organisation or one below it")
]
As = Annotated[
    str | None,
    typer.Option("--org", metavar="PATH", help="以哪个单位的身份，默认登录单位 · as which organisation"),
]
To = Annotated[Path, typer.Option("--to", dir_okay=False, help="存为 · write it to this new file")]
DAY = ["%Y-%m-%d"]
