"""Reports of stored events: what was asked and answered before items were pages comes to what it came to then.

`reports_of_before.json`: seven inquiries of fictive households of the five documents, as they were told, each with the
report that followed: with every answer, with three agencies silent, with one member whom the consent leaves out.
"""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from contracts.verification import ReportCompleted
from services.verification.domain import events
from services.verification.domain.commands import EndInquiry
from services.verification.domain.inquiry import INQUIRY
from services.verification.domain.inquiry.conclusion import end_inquiry

KEPT: list[dict[str, Any]] = msgspec.json.decode((Path(__file__).parent / "reports_of_before.json").read_bytes())
OF_PROPERTY = {"real_estate", "vehicle", "business_registration", "finance", "housing_fund"}
"""Asked, answered and used by nothing, until then."""


@pytest.mark.parametrize("kept", KEPT)
def test_a_report_of_stored_events_says_all_that_it_said_before(kept: dict[str, Any]) -> None:
    happened = [msgspec.convert(data, getattr(events, name)) for name, data in kept["happened"]]
    then = msgspec.convert(kept["report"], ReportCompleted)
    state = INQUIRY.after(INQUIRY.initial(), happened)
    now = end_inquiry(EndInquiry(date.fromisoformat(kept["happened"][0][1]["opened_on"])), state)[-1]
    assert isinstance(now, ReportCompleted)
    assert then.complete == now.complete
    assert {one for one in then.items if one.item not in OF_PROPERTY} <= set(now.items)
    assert [one for one in then.facts if one not in now.facts] == []
    assert [one for one in then.comparisons if one not in now.comparisons] == []


def test_a_stored_report_is_read_as_it_was_written() -> None:
    for kept in KEPT:
        written = msgspec.json.encode(kept["report"])
        read = msgspec.json.decode(written, type=ReportCompleted)
        assert msgspec.to_builtins(read)["round"] == 1
        assert {one.grade for one in read.comparisons} <= {"direct"}
