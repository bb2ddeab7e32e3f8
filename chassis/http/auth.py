"""Bearer tokens (RFC 7519, 6750): checked against one issuer's keys, nothing in them chooses how.

The algorithms are listed here, the keys come from a file of ours; a token that brings a key or the address of
one (`jwk`, `jku`, `x5u`, `x5c`) is refused, whatever it says.
"""

import warnings
from collections.abc import Callable
from typing import Any, Final

from joserfc import jws, jwt
from joserfc.errors import ExpiredTokenError, JoseError, SecurityWarning

from chassis.clock import real_time
from chassis.http.keys import JwksFile
from chassis.http.principal import ROLES, Principal
from chassis.http.refusals.errors import Problem
from kernel import organisation
from kernel.organisation import Organisations
from kernel.subject import is_one_name

ALGORITHMS: Final = ("Ed25519", "EdDSA")
"""One curve under its new name (RFC 9864) and its old one, which most issuers still write; no Ed448 key loads."""

LEEWAY_S: Final = 5
"""Clocks of two machines differ by less than this."""

LIFETIME_MAX_S: Final = 12 * 3600
"""From issue to expiry: a token that is lost opens doors for a working day, and not for years."""

TOKEN_CHARACTERS_MAX: Final = 8192

_HEADERS: Final = frozenset({"alg", "kid", "typ", "x5t", "x5t#S256"})
_TYPES: Final = frozenset({"jwt", "at+jwt", "application/at+jwt"})

# joserfc warns at each use that the name EdDSA is old; we know, and say so above.
warnings.filterwarnings("ignore", message="EdDSA is deprecated", category=SecurityWarning)


class Tokens:
    """Verifies the tokens of one issuer for one audience. `now` gives real time (seconds since the epoch)."""

    def __init__(
        self,
        keys: JwksFile,
        issuer: str,
        audience: str,
        now: Callable[[], float] = real_time,
        organisations: Organisations | None = None,
        lifetime_max_s: int = LIFETIME_MAX_S,
    ) -> None:
        self._keys = keys
        self._lifetime_max_s = lifetime_max_s
        self._organisations = organisations or organisation.default()
        self._claims = jwt.JWTClaimsRegistry(
            now=lambda: int(now()),
            leeway=LEEWAY_S,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": audience},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
        )

    def verify(self, token: str) -> Principal:
        """The caller, of an organisation that there is.

        Raises Problem `token_expired`, or `token_invalid` without saying what is wrong with it.
        """
        try:
            claims = self._verified_claims(token)
            self._claims.validate(claims)
            self._require_short_life(claims)
        except ExpiredTokenError:
            raise Problem("token_expired") from None
        except (JoseError, ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
            raise Problem("token_invalid") from error
        return self._principal(claims)

    def _verified_claims(self, token: str) -> dict[str, Any]:
        if len(token) > TOKEN_CHARACTERS_MAX:
            raise ValueError("longer than any token of ours")
        header = jws.extract_compact(token.encode("ascii")).headers()
        if not header.keys() <= _HEADERS or header["alg"] not in ALGORITHMS:
            raise ValueError("a header that is not allowed")
        if str(header.get("typ", "JWT")).lower() not in _TYPES:
            raise ValueError("a token of another type")
        key = self._keys.key(header["kid"])
        return jwt.decode(token, key, algorithms=ALGORITHMS).claims

    def _require_short_life(self, claims: dict[str, Any]) -> None:
        """By what the issuer says; when it was issued is a must, and not in the future."""
        if not 0 < claims["exp"] - claims["iat"] <= self._lifetime_max_s:
            raise ValueError("a longer life than any token of ours")

    def _principal(self, claims: dict[str, Any]) -> Principal:
        """Roles that are not ours are left out: an issuer serves other systems too."""
        subject, org_path, roles = claims["sub"], claims.get("org_path"), claims.get("roles")
        sound = (
            isinstance(subject, str)
            and is_one_name(subject)
            and isinstance(org_path, str)
            and self._organisations.get(org_path) is not None
            and isinstance(roles, list)
            and all(isinstance(role, str) for role in roles)
        )
        if not sound:
            raise Problem("token_invalid")
        return Principal(subject, str(org_path), frozenset(role for role in roles or () if role in ROLES))
