"""Payment batches: closed, checked, settled."""

from collections.abc import Iterable
from typing import Any

from chassis.codec import Recorded
from chassis.projection import Write
from contracts.assistance import PaymentBatchClosed
from services.assistance.domain.batch import Status
from services.assistance.domain.events import BatchCheckRecorded, BatchSettled


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    event, batch, at = recorded.event, recorded.envelope.subject, recorded.envelope.time
    match event:
        case PaymentBatchClosed():
            yield (
                "INSERT INTO batches (batch, fund, org_path, status, acts, total, changed_at)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s)",
                (batch, event.fund, event.org_path, Status.CLOSED, len(event.acts), event.total, at),
            )
        case BatchCheckRecorded():
            confirmed = sum(line.confirmed for line in event.lines)
            yield (
                "UPDATE batches SET status = %s, confirmed = %s, total = %s, changed_at = %s WHERE batch = %s",
                (Status.CHECKED, confirmed, event.total, at, batch),
            )
        case BatchSettled():
            yield "UPDATE batches SET status = %s, changed_at = %s WHERE batch = %s", (Status.SETTLED, at, batch)
