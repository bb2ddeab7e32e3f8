"""Sends a survey roster to intake as a form upload, and reads what came of each row."""

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
    """`status`: taken, unchanged or refused; `row` as the sheet numbers it."""

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
    notes: list[dict[str, Any]] = []
    """Of the sheet as a whole: what nobody read."""


def send(portal: Portal, caller: Caller, roster: Path) -> Report:
    """Raises `Refused` when the file is no roster, `Away`."""
    return msgspec.convert(decoded(_upload(portal, caller, roster, "application/json")), Report)


def template(portal: Portal, caller: Caller) -> bytes:
    """The form to fill in, as a workbook."""
    return portal.file("intake", f"{PATH}/template", caller)


def marked_copy(portal: Portal, caller: Caller, roster: Path) -> bytes:
    """The sheet again, with a column that says what is wrong with each refused row."""
    reply = _upload(portal, caller, roster, XLSX)
    if reply.status >= 400:
        decoded(reply)
    return reply.body


def _upload(portal: Portal, caller: Caller, roster: Path, accept: str) -> Reply:
    body, headers = multipart.encoded(multipart.File(f"roster{roster.suffix}", XLSX, roster.read_bytes()))
    return portal.send("intake", PATH, caller, body, headers={**headers, "Accept": accept})
