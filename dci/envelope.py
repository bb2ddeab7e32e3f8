"""The one place where a signed body is put together, once; it is sent as it is and never encoded again."""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from dci.keys import SigningKey
from dci.messages import Header
from dci.signatures import sign

SIGNATURE_TTL: Final = timedelta(minutes=5)


def envelope(
    header: Header | bytes,
    message: msgspec.Struct | bytes,
    key: SigningKey,
    now: datetime,
    ttl: timedelta = SIGNATURE_TTL,
) -> bytes:
    """The whole body, signed at `now` (real time, aware) and good for `ttl`."""
    header_raw = header if isinstance(header, bytes) else msgspec.json.encode(header)
    message_raw = message if isinstance(message, bytes) else msgspec.json.encode(message)
    signature = msgspec.json.encode(sign(header_raw, message_raw, key, now, now + ttl))
    return b'{"signature":%b,"header":%b,"message":%b}' % (signature, header_raw, message_raw)
