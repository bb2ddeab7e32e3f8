"""Sends papers of a household to intake, and reads which there are."""

from typing import Any

from portal import multipart
from portal.callers import Caller
from portal.client import Portal, decoded

_UNSAID = "application/octet-stream"
"""Intake judges a paper by its content."""


def path_of(household: str) -> str:
    return f"/v1/households/{household}/attachments"


def send(portal: Portal, caller: Caller, household: str, content: bytes, **said: str) -> str:
    """`said`: the form's fields, `kind` at least. Gives the attachment's id. Raises `Refused`, `Away`."""
    body, headers = multipart.encoded(multipart.File("paper", _UNSAID, content), said)
    answer = decoded(portal.send("intake", path_of(household), caller, body, headers=headers))
    return str(answer["attachment"])


def listed(portal: Portal, caller: Caller, household: str) -> list[dict[str, Any]]:
    """In the order in which they came. Raises `Refused`, `Away`."""
    items: list[dict[str, Any]] = portal.get("intake", path_of(household), caller)["items"]
    return items
