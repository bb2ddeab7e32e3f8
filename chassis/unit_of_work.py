"""Encoding a unit of work: a service's decisions with their ids and times, before any lock is taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chassis.clock import real_now
from chassis.codec import Codec, Recorded
from chassis.envelope import Context
from chassis.request_key import RequestKey
from chassis.store import NewDelivery, NewTimer, Row, Unit


@dataclass(frozen=True)
class Change:
    """Events for one stream, after `version`. `key` names the vault key of personal fields."""

    stream: str
    version: int
    subject: str
    events: Sequence[Any]
    key: str = ""


def unit(
    codec: Codec,
    context: Context,
    changes: Sequence[Change],
    *,
    timers: Sequence[NewTimer] = (),
    deliveries: Sequence[NewDelivery] = (),
    key: RequestKey | None = None,
    response: bytes = b"",
) -> Unit:
    """Encodes the changes in the order given; the real time is read once."""
    now = real_now()
    rows = []
    for change in changes:
        for offset, event in enumerate(change.events, start=1):
            record, body = codec.encode(
                event,
                context,
                subject=change.subject,
                key=change.key or change.subject,
                stream=change.stream,
                version=change.version + offset,
                now=now,
            )
            rows.append(
                Row(
                    stream=change.stream,
                    version=change.version + offset,
                    id=record.id,
                    type=record.type,
                    subject=change.subject,
                    body=body,
                    recorded=Recorded(record, event),
                )
            )
    return Unit(rows, tuple(timers), tuple(deliveries), key, response)
