"""`jiekun attach`: a paper of a household, as a PDF, JPEG or PNG. What the file is called stays here."""

from pathlib import Path
from typing import Annotated, get_args

import typer

from cli.desk import sessions
from cli.desk.inputs import As
from cli.operators import By
from cli.options import AsJson, DataDir, cannot, print_json
from kernel.closed_lists import PAPER_FOR, PAPER_KINDS, PaperFor, PaperKind
from machine import installation
from portal import attachments

_KINDS = "、".join(f"{code} {chinese}" for code, chinese in PAPER_KINDS.items())
_FOR = "、".join(f"{code} {chinese}" for code, chinese in PAPER_FOR.items())


def attach(
    household: Annotated[str, typer.Argument(help="户编号 · the household's id")],
    file: Annotated[Path, typer.Argument(help="PDF、JPEG 或 PNG 文件 · the paper", exists=True, dir_okay=False)],
    kind: Annotated[str, typer.Option(help=f"材料种类 · what it is: {_KINDS}")],
    belongs_to: Annotated[str, typer.Option("--for", help=f"用于 · what it was sent for: {_FOR}")] = "application",
    reference: Annotated[str, typer.Option(help="所属事项编号 · which change, visit or objection")] = "",
    org: As = None,
    by: By = "",
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """上传一户的附件材料 · attach a paper to a household."""
    if kind not in get_args(PaperKind) or belongs_to not in get_args(PaperFor):
        cannot(f"--kind is one of {_KINDS}; --for one of {_FOR}")
    session = sessions.whose(data, by, org, ("case_worker",))
    said = {"kind": kind, "for": belongs_to, "reference": reference}
    with sessions.reaching(data, session) as portal:
        attachment = attachments.send(portal, session.caller, household, file.read_bytes(), **said)
    if as_json:
        print_json({"household": household, "attachment": attachment})
    else:
        print(attachment)
