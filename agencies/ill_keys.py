"""Keys that an agency should no longer, or not yet, sign with: derived from its own, so that both sides can have them.

The seeker's key history must hold them, or it would know no more than that a key is strange.
"""

import hashlib
from datetime import UTC, datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from agencies.behaviour import Behaviour
from agencies.faults import Fault
from dci.keys import KnownKey, SigningKey

_IN_FORCE: Final = {
    Fault.REVOKED_KEY: (datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC)),
    Fault.FUTURE_KEY: (datetime(2999, 1, 1, tzinfo=UTC), None),
}


def ill_key(key: SigningKey, fault: Fault) -> SigningKey:
    seed = hashlib.sha256(fault.encode() + key.private.private_bytes_raw()).digest()
    return SigningKey(key.sender_id, f"{key.key_id}-{fault}", Ed25519PrivateKey.from_private_bytes(seed))


def known_ill_keys(key: SigningKey, behaviour: Behaviour) -> list[KnownKey]:
    """The public halves, with the time in which each was or will be in force, of those that this agency will use."""
    faults = behaviour.of(key.sender_id).faults
    return [
        ill_key(key, fault).known(valid_from, valid_until)
        for fault, (valid_from, valid_until) in _IN_FORCE.items()
        if faults.get(fault)
    ]
