"""Sends a filled question sheet to verification, by who brings it and by who confirms it, and reads what came of each
row."""

from typing import Any, Final, Literal

from portal import multipart
from portal.callers import Caller
from portal.client import Portal, decoded
from portal.rosters import XLSX

PATH: Final = "/v1/question-sheets"
Step = Literal["answers", "answers/confirmation"]


def send(portal: Portal, caller: Caller, sheet: str, step: Step, content: bytes) -> dict[str, Any]:
    """The report. Raises `Refused`, `Away`."""
    told: dict[str, Any] = decoded(_upload(portal, caller, sheet, step, content, "application/json"))
    return told


def marked_copy(portal: Portal, caller: Caller, sheet: str, step: Step, content: bytes) -> bytes:
    """The sheet again, with a column that says what became of each row."""
    reply = _upload(portal, caller, sheet, step, content, XLSX)
    if reply.status >= 400:
        decoded(reply)
    return bytes(reply.body)


def _upload(portal: Portal, caller: Caller, sheet: str, step: Step, content: bytes, accept: str) -> Any:
    body, headers = multipart.encoded(multipart.File("sheet.xlsx", XLSX, content))
    return portal.send("verification", f"{PATH}/{sheet}/{step}", caller, body, headers={**headers, "Accept": accept})
