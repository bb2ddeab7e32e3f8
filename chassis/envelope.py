"""The event as it is stored, published and logged: one CloudEvents 1.0 JSON object.

See docs/design/events-and-store.md#envelope.
"""

from datetime import datetime
from typing import Literal

import msgspec

MAX_EVENT_BYTES = 48 * 1024


class Envelope(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """CloudEvents attributes and our extensions.

    `time` is business time, `recordedtime` real time; `streamversion` counts from 1.
    The position is not here: it is known only at the last lock (a column and a bus header).
    """

    specversion: Literal["1.0"]
    id: str
    source: str
    type: str
    subject: str
    time: datetime
    recordedtime: datetime
    stream: str
    streamversion: int
    correlationid: str
    causationid: str | None = None
    actor: str
    traceparent: str | None = None
    data: msgspec.Raw


encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(Envelope).decode


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """Who causes events, when in business time, and because of what."""

    actor: str
    at: datetime
    correlation: str
    causation: str | None = None
    traceparent: str | None = None
