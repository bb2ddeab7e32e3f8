"""What is noted of a signed message that is kept: whose key, when, and the digest of its bytes."""

from typing import Any

from dci.evidence_file import sha256
from dci.receiver import Accepted
from services.verification.domain.events import Receipt


def receipt_of(accepted: Accepted[Any, Any], body: bytes) -> Receipt:
    return Receipt(key_id=accepted.verified.key_id, received_at=accepted.received_at, digest=sha256(body))
