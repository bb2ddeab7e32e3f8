"""Public keys as a JWK set (RFC 7517, RFC 8037): where others read what verifies our signatures."""

import base64
from typing import Any

from dci.keys import SigningKey


def jwk_set(*keys: SigningKey) -> dict[str, Any]:
    """The public halves alone."""
    return {"keys": [_jwk(key) for key in keys]}


def _jwk(key: SigningKey) -> dict[str, str]:
    x = base64.urlsafe_b64encode(key.private.public_key().public_bytes_raw()).rstrip(b"=").decode()
    return {"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": key.key_id, "x": x}
