"""Message authentication as Standard Webhooks 1.0.0 has it: HMAC-SHA256 over id, instant and body.

A receiver checks it with any library of that standard, and refuses what is older than some minutes.
"""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Iterable


def shown(secret: bytes) -> str:
    """The secret as it is given to the receiver."""
    return f"whsec_{b64encode(secret).decode()}"


def headers(secrets: Iterable[bytes], message: str, sent_at: int, body: bytes) -> dict[str, str]:
    """`message` stays the same over retries, `sent_at` (Unix seconds) is of this attempt; neither holds a full stop.

    A signature by each secret: a receiver takes the message if it knows one of them.
    """
    signed = f"{message}.{sent_at}.".encode() + body
    return {
        "webhook-id": message,
        "webhook-timestamp": str(sent_at),
        "webhook-signature": " ".join(_signature(secret, signed) for secret in secrets),
    }


def _signature(secret: bytes, signed: bytes) -> str:
    return f"v1,{b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()}"
