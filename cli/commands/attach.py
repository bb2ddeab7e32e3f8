"""`jiekun attach`: a paper of a household, as a PDF, JPEG or PNG. What the file is called stays here."""

from pathlib import Path
from typing import Annotated

import typer

from cli.desk import sessions
from cli.desk.choices import option
from cli.desk.inputs import As
from cli.operators import By
from cli.options import AsJson, DataDir, print_json
from kernel.closed_lists import PAPER_FOR, PAPER_KINDS
from machine import installation
from portal import attachments


def attach(
    household: Annotated[str, typer.Argument(help="户编号 · the household's id")],
    file: Annotated[Path, typer.Argument(help="PDF、JPEG 或 PNG 文件 · the paper", exists=True, dir_okay=False)],
    kind: Annotated[str, option("材料种类 · what it is", PAPER_KINDS)],
    belongs_to: Annotated[str, option("用于 · what it was sent for", PAPER_FOR, "--for")] = "application",
    reference: Annotated[str, typer.Option(help="所属事项编号 · which change, visit or objection")] = "",
    org: As = None,
    by: By = "",
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """上传一户的附件材料 · attach a paper to a household."""
    session = sessions.whose(data, by, org, ("case_worker",))
    said = {"kind": kind, "for": belongs_to, "reference": reference}
    with sessions.reaching(data, session) as portal:
        attachment = attachments.send(portal, session.caller, household, file.read_bytes(), **said)
    if as_json:
        print_json({"household": household, "attachment": attachment})
    else:
        print(attachment)
