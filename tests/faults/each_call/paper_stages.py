"""Stages at intake: a paper of a household is attached, opened by somebody who must look at it, withdrawn as wrong."""

import json
import zlib

from portal import attachments
from portal.callers import Caller
from tests.faults.each_call.journey import Journey
from tests.unit.intake.papers.samples import chunk, png_of

PAPER = png_of(2, 2, chunk(b"IDAT", zlib.compress(bytes(6))))


def attach_paper(way: Journey) -> None:
    """The blob is put, then the event; the same request again enters it once."""
    said = {"kind": "diagnosis", "for": "application", "note": "住院诊断"}
    way.known["paper"] = attachments.send(way.portal, way.at_union("portal"), way.id(), PAPER, **said)


def open_paper(way: Journey) -> None:
    reviewer = way.at_union("reviewer")
    caller = Caller(reviewer.subject, reviewer.org_path, ("reviewer", "unmask"))
    reason = json.dumps({"reason": "核对诊断"}).encode()
    assert way.portal.send("intake", f"{_path(way)}/opening", caller, reason).body == PAPER


def withdraw_paper(way: Journey) -> None:
    way.post("intake", f"{_path(way)}/withdrawal", way.at_union("case_worker"), {"reason": "上传了他人的材料"})


def _path(way: Journey) -> str:
    return f"{attachments.path_of(way.id())}/{way.known['paper']}"
