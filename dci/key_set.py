"""Public keys as a JWK set (RFC 7517, RFC 8037; SM2 by the names of RFC 8998): where others read what verifies our
signatures."""

from typing import Any

from dci.keys import SigningKey
from dci.suites import SUITES


def jwk_set(*keys: SigningKey) -> dict[str, Any]:
    """The public halves alone."""
    return {"keys": [_jwk(key) for key in keys]}


def _jwk(key: SigningKey) -> dict[str, str]:
    suite = SUITES[key.suite]
    public = suite.jwk(key.private.public_key().public_bytes_raw())
    return {"use": "sig", "alg": suite.token, "kid": key.key_id, **public}
