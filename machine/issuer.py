"""The local issuer of the embedded default: makes its key once, signs tokens for `jiekun token`.

In production an OIDC issuer takes its place; services know only the public half, through a JWKS file.
"""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from joserfc import jwt
from joserfc.jwk import OKPKey

from chassis.clock import real_time
from chassis.http.principal import ROLES

LOCAL_ISSUER = "urn:jiekun:local-issuer"


def mint(
    issuer_key_jwk: Mapping[str, Any],
    subject: str,
    org_path: str,
    roles: Iterable[str],
    ttl_s: int,
    *,
    issuer: str = LOCAL_ISSUER,
    audience: str = "jiekun",
    now: float | None = None,
) -> str:
    """A token valid from now (real time, seconds) for `ttl_s`. Raises `ValueError` for a role that is none."""
    roles = sorted(set(roles))
    unknown = set(roles) - ROLES
    if unknown:
        raise ValueError(f"no such role: {', '.join(sorted(unknown))}; there are {', '.join(sorted(ROLES))}")
    issued = int(real_time() if now is None else now)
    claims = {
        "iss": issuer,
        "aud": audience,
        "sub": subject,
        "org_path": org_path,
        "roles": roles,
        "iat": issued,
        "exp": issued + ttl_s,
        "jti": secrets.token_urlsafe(12),
    }
    key = OKPKey.import_key(dict(issuer_key_jwk))
    return jwt.encode({"alg": "Ed25519", "kid": key.kid}, claims, key, algorithms=["Ed25519"])


def new_key() -> dict[str, Any]:
    """A fresh private key as a JWK; its id is its thumbprint (RFC 7638)."""
    key = OKPKey.generate_key("Ed25519", auto_kid=True)
    return dict(key.as_dict(private=True))


def public_jwks(*keys: Mapping[str, Any]) -> dict[str, Any]:
    """What services may read of these keys."""
    return {"keys": [{name: value for name, value in key.items() if name != "d"} for key in keys]}
