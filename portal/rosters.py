"""Sends a survey roster to intake as a form upload, reads what came of each row, decides on what it says otherwise."""

from pathlib import Path
from typing import Any

import msgspec

from chassis.client import Reply
from portal import multipart
from portal.callers import Caller
from portal.client import Portal, decoded

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PATH = "/v1/rosters"
FIRST_ROW = 2
"""The header stands in row 1 of the sheet."""


class Row(msgspec.Struct, frozen=True):
    """`status`: taken (an application), unchanged, corrected, changed, elsewhere, split or refused; `row` as the sheet
    numbers it."""

    row: int
    status: str
    household: str | None = None
    errors: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    """What was read otherwise than it was written."""


class Report(msgspec.Struct, frozen=True):
    rows: int
    taken: int
    unchanged: int
    refused: int
    results: list[Row]
    roster: str = msgspec.field(name="import", default="")
    corrected: int = 0
    changed: int = 0
    elsewhere: int = 0
    split: int = 0
    gone: int = 0
    notes: list[dict[str, Any]] = []
    """Of the sheet as a whole: what nobody read."""
    stop: str | None = None
    """Of a sheet that was not taken: too many of its `new` rows may be here already."""
    new: int | None = None


def send(portal: Portal, caller: Caller, roster: Path, complete_for: str | None = None) -> Report:
    """`complete_for`: the union whose every household the sheet holds. Raises `Refused` when the file is no roster,
    `Away`."""
    return msgspec.convert(decoded(_upload(portal, caller, roster, "application/json", complete_for)), Report)


def decide(portal: Portal, caller: Caller, roster: str, decision: str, reason: str, **meant: Any) -> dict[str, Any]:
    """Takes or leaves all differences that are meant, so many households at a time; what came of it in all."""
    told: dict[str, Any] = {"taken": 0, "left": 0, "stale": 0, "refused": []}
    after: str | None = ""
    while after is not None:
        body = {"decision": decision, "reason": reason, "after": after, **meant}
        answer = portal.post("intake", f"{PATH}/{roster}/differences/decisions", caller, body)
        told = {name: known + answer[name] for name, known in told.items()}
        after = answer["next"]
    return told


def template(portal: Portal, caller: Caller) -> bytes:
    """The form to fill in, as a workbook."""
    return portal.file("intake", f"{PATH}/template", caller)


def marked_copy(portal: Portal, caller: Caller, roster: Path) -> bytes:
    """The sheet again, with a column that says what is wrong with each refused row."""
    reply = _upload(portal, caller, roster, XLSX)
    if reply.status >= 400:
        decoded(reply)
    return reply.body


def _upload(portal: Portal, caller: Caller, roster: Path, accept: str, complete_for: str | None = None) -> Reply:
    fields = {"org_path": complete_for, "complete": "true"} if complete_for else None
    body, headers = multipart.encoded(multipart.File(f"roster{roster.suffix}", XLSX, roster.read_bytes()), fields)
    return portal.send("intake", PATH, caller, body, headers={**headers, "Accept": accept})
