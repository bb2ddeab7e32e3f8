"""Message authentication as Standard Webhooks 1.0.0 has it: HMAC-SHA256 over id, instant and body.

A receiver checks it with any library of that standard, and refuses what is older than some minutes.
"""

import hashlib
import hmac
from base64 import b64encode


def shown(secret: bytes) -> str:
    """The secret as it is given to the receiver."""
    return f"whsec_{b64encode(secret).decode()}"


def headers(secret: bytes, message: str, sent_at: int, body: bytes) -> dict[str, str]:
    """`message` stays the same over retries, `sent_at` (Unix seconds) is of this attempt; neither holds a full stop."""
    signed = hmac.digest(secret, f"{message}.{sent_at}.".encode() + body, hashlib.sha256)
    return {
        "webhook-id": message,
        "webhook-timestamp": str(sent_at),
        "webhook-signature": f"v1,{b64encode(signed).decode()}",
    }
