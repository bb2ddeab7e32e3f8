"""Aid that others gave: agencies and charities report it to the ledger as a DCI notify, one event per act.

The reporter's own reference for the act is the event's `reference_id`: sent again, it is the same act.
Identifiers and kinds are only shaped here; the ledger judges them.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct

from dci.codes import Action
from dci.envelope import SIGNATURE_TTL, callback
from dci.keys import SigningKey
from dci.messages import VERSION, Notify, NotifyData, NotifyEvent
from dci.parser import Malformed, convert

REGISTRY_TYPE: Final = "ns:cn:RegistryType:Aid"
RECORD_TYPE: Final = "ns:cn:RegRecordType:AidReport"

Code = Annotated[str, Meta(min_length=1, max_length=99)]


class AidReport(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One act of aid, as `reg_records`: both days are in the period, `amount` is yuan, `bill` an invoice's number.
    `standing`: under the name of an earlier report, this one says the whole anew, or takes it back."""

    giver: Code
    aid_kind: Code
    period_first: date
    period_last: date
    amount: Annotated[str, Meta(pattern=r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?\Z")]
    beneficiaries: Annotated[tuple[Code, ...], Meta(min_length=1, max_length=50)]  # resident ID numbers
    household: Code | None = None
    payee_account: Code | None = None
    bill: Code | None = None
    standing: Literal["given", "corrected", "withdrawn"] = "given"

    def __post_init__(self) -> None:
        if self.period_last < self.period_first:
            raise ValueError("the period ends before it begins")


@dataclass(frozen=True)
class ReportedAid:
    """A report with its name: (sender, transaction_id, reference_id) is one act for ever."""

    transaction_id: str
    reference_id: str
    reported_at: datetime
    report: AidReport


def notify_body(
    transaction_id: str,
    reports: list[tuple[str, AidReport]],
    key: SigningKey,
    *,
    message_id: str,
    receiver_id: str,
    reported_at: datetime,
    now: datetime,
    ttl: timedelta = SIGNATURE_TTL,
) -> bytes:
    """The whole signed body for `(reference_id, report)` pairs; `now` is real time, aware."""
    events = [
        NotifyEvent(
            reference_id=reference_id,
            timestamp=reported_at,
            data=NotifyData(
                version=VERSION,
                reg_type=REGISTRY_TYPE,
                reg_record_type=RECORD_TYPE,
                reg_records=msgspec.to_builtins(report),
            ),
            locale="zho",
        )
        for reference_id, report in reports
    ]
    return callback(
        Action.NOTIFY,
        Notify(transaction_id=transaction_id, notify_event=events),
        key,
        message_id=message_id,
        receiver_id=receiver_id,
        now=now,
        total_count=len(reports),
        ttl=ttl,
    )


def read_aid_reports(message: Notify) -> list[ReportedAid]:
    """All reports of an accepted notify, or `Malformed` if one is out of shape (then take none of them)."""
    reported = []
    for event in message.notify_event:
        if event.data.reg_record_type != RECORD_TYPE:
            raise Malformed("a record of another type")
        report = convert(event.data.reg_records, AidReport)
        reported.append(ReportedAid(message.transaction_id, event.reference_id, event.timestamp, report))
    return reported
