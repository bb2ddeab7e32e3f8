"""Others' aid arrives as it was reported, or not at all."""

from datetime import date, datetime
from typing import Any

import msgspec
import pytest

from dci.aid_reports import AidReport, ReportedAid, notify_body, read_aid_reports
from dci.parser import Malformed, convert
from dci.receiver import NOTIFY, Accepted, accept

REPORT = AidReport(
    giver="civil_affairs",
    aid_kind="temporary_relief",
    period_first=date(2026, 11, 1),
    period_last=date(2026, 11, 30),
    amount="600.00",
    beneficiaries=("99010119800101001X",),
)
FULL = msgspec.structs.replace(REPORT, household="h-1", payee_account="6222000000000000", bill="INV-1")


def test_reports_come_out_as_they_went_in(parties: Any, now: datetime) -> None:
    body = notify_body(
        "tx-1",
        [("ref-1", REPORT), ("ref-2", FULL)],
        parties.tax,
        message_id="m-1",
        receiver_id="ledger",
        reported_at=now,
        now=now,
    )
    accepted = accept(body, parties.keys, now, NOTIFY, "ledger")
    assert isinstance(accepted, Accepted)
    assert read_aid_reports(accepted.message) == [
        ReportedAid("tx-1", "ref-1", now, REPORT),
        ReportedAid("tx-1", "ref-2", now, FULL),
    ]
    assert b"null" not in body


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": "600.001"},
        {"amount": "-1"},
        {"amount": "6e2"},
        {"amount": 600},
        {"amount": "600\n"},
        {"beneficiaries": []},
        {"beneficiaries": [""]},
        {"period_last": "2026-10-31"},
        {"period_first": "2026-02-30"},
        {"giver": ""},
        {"aid_kind": None},
    ],
)
def test_a_report_out_of_shape_is_malformed(wrong: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        convert(msgspec.to_builtins(REPORT) | wrong, AidReport)
