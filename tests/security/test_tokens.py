"""Tokens that are none of ours, at the door of each service: nobody is let in, and nothing is told but that."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any, Final

import pytest
from joserfc import jwt
from joserfc.jwk import OKPKey, RSAKey

from machine import issuer
from tests.security.worlds.open import SERVICES, Worlds
from tests.security.worlds.world import COUNTY, Operation, World
from tests.support.service import ISSUER

ASKED: Final[Mapping[str, Operation]] = {
    "intake": ("GET", "/v1/households"),
    "verification": ("GET", "/v1/households/{household}/inquiries"),
    "assistance": ("POST", "/v1/funds"),
    "ledger": ("GET", "/v1/log"),
}
"""One route of each, which the same caller with the right token is answered."""
ROLES: Final = ["auditor", "finance", "reviewer"]
HOUR: Final = 3600


def wrong_claims() -> Mapping[str, Mapping[str, Any]]:
    """As of now: a run of all tests takes longer than some of these tokens would be wrong."""
    return {
        "another issuer": {"iss": "https://issuer.example"},
        "an issuer like ours": {"iss": f"{ISSUER}/"},
        "no issuer": {"iss": None},
        "another audience": {"aud": "another"},
        "audiences without ours": {"aud": ["another", "third"]},
        "no audience": {"aud": None},
        "no end": {"exp": None},
        "an end that is no number": {"exp": "2999-01-01"},
        "an end beyond all numbers": {"exp": float("inf")},
        "a life of a hundred years": {"exp": int(time.time()) + 876_000 * HOUR},
        "a life of a little more than allowed": {"exp": int(time.time()) + 12 * HOUR + 600},
        "issued long ago for long": {"iat": int(time.time()) - 13 * HOUR},
        "an issue that is nobody's": {"iat": None},
        "an issue that is no number": {"iat": "now"},
        "an issue that is true": {"iat": True},
        "an issue before all numbers": {"iat": float("-inf")},
        "an issue that is none of the numbers": {"iat": float("nan")},
        "not valid yet": {"nbf": int(time.time()) + HOUR},
        "signed tomorrow": {"iat": int(time.time()) + 24 * HOUR},
        "nobody": {"sub": None},
        "an empty name": {"sub": ""},
        "a name in two lines": {"sub": "a\nb"},
        "a name that is no text": {"sub": 7},
        "a name longer than any": {"sub": "a" * 256},
        "one of our services": {"sub": "system:ledger"},
        "one of our services in capitals": {"sub": "SYSTEM:ledger"},
        "one of our services, written wide": {"sub": "ｓｙｓｔｅｍ：ledger"},
        "one of our services after a space": {"sub": " system : ledger"},
        "an agency": {"sub": "agency:tax"},
        "a tool": {"sub": "operator:parked"},
        "no organisation": {"org_path": None},
        "an empty organisation": {"org_path": ""},
        "all organisations": {"org_path": "%"},
        "any organisation": {"org_path": "*"},
        "the root": {"org_path": "/"},
        "an organisation that is not in the table": {"org_path": "99"},
        "a union that is not in the table": {"org_path": f"{COUNTY}/nobody"},
        "half an organisation": {"org_path": COUNTY[:-1]},
        "an organisation and a slash": {"org_path": f"{COUNTY}/"},
        "a way round": {"org_path": f"44/../{COUNTY}"},
        "a space behind": {"org_path": f"{COUNTY} "},
        "a zero behind": {"org_path": f"{COUNTY}\0"},
        "organisations": {"org_path": [COUNTY]},
        "an organisation that is a number": {"org_path": 44},
        "no roles": {"roles": None},
        "roles in a text": {"roles": "auditor finance reviewer"},
        "roles in an object": {"roles": {"auditor": True}},
        "roles in roles": {"roles": [["auditor"]]},
        "an object for a role": {"roles": ["auditor", {"finance": 1}]},
    }


def claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    given = {"iss": ISSUER, "aud": "jiekun", "sub": "clerk-1", "org_path": COUNTY, "roles": ROLES}
    given |= {"iat": now, "exp": now + HOUR}
    return {name: value for name, value in {**given, **changes}.items() if value is not None}


def signed(key: Mapping[str, Any], given: Mapping[str, Any], **header: Any) -> str:
    protected = {"alg": "Ed25519", "kid": key["kid"], **header}
    return jwt.encode(protected, dict(given), OKPKey.import_key(dict(key)), algorithms=["Ed25519", "EdDSA"])


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def put_together(header: Mapping[str, Any], signature: bytes = b"") -> str:
    return ".".join([*(b64(json.dumps(part).encode()) for part in (header, claims())), b64(signature)])


def by_hmac(key: Mapping[str, Any], secret: bytes, alg: str) -> str:
    """Under our public key as if it were a secret."""
    body = put_together({"alg": alg, "kid": key["kid"], "typ": "JWT"}).rpartition(".")[0]
    digest = {"HS256": hashlib.sha256, "HS512": hashlib.sha512}[alg]
    return f"{body}.{b64(hmac.new(secret, body.encode(), digest).digest())}"


def forged(key: Mapping[str, Any]) -> dict[str, str]:
    """Tokens whose claims are right, and whose signature is not our issuer's; `key` is the issuer's private one."""
    other, right = issuer.new_key(), signed(key, claims())
    head, body, signature = right.split(".")
    richer = b64(json.dumps(claims(org_path="44")).encode())
    public = json.dumps(issuer.public_jwks(key)["keys"][0]).encode()
    raw = base64.urlsafe_b64decode(key["x"] + "=")
    rsa = RSAKey.generate_key(2048, {"kid": key["kid"]})
    ours = {"alg": "Ed25519", "kid": key["kid"]}
    return {
        "no algorithm": put_together({"alg": "none", "kid": key["kid"]}),
        "no algorithm in capitals": put_together({"alg": "NONE", "kid": key["kid"]}),
        "no signature": f"{head}.{body}.",
        "two parts": f"{head}.{body}",
        "four parts": f"{right}.{signature}",
        "other claims under a right signature": f"{head}.{richer}.{signature}",
        "a cut signature": right[:-4],
        "a signature of zeros": f"{head}.{body}.{b64(bytes(64))}",
        "another's key": signed(other, claims()),
        "another's key under our name": signed({**other, "kid": key["kid"]}, claims()),
        "a key of its own": put_together({**ours, "jwk": issuer.public_jwks(other)["keys"][0]}),
        "the address of a key": put_together({**ours, "jku": "https://issuer.example/jwks"}),
        "a key's name that is a path": put_together({**ours, "kid": "../../dev/null"}),
        "a key's name that is a query": put_together({**ours, "kid": "' OR 1=1 --"}),
        "no key's name": put_together({"alg": "Ed25519"}),
        "HS256 under the public key": by_hmac(key, raw, "HS256"),
        "HS256 under the public key as written": by_hmac(key, key["x"].encode(), "HS256"),
        "HS512 under the published key": by_hmac(key, public, "HS512"),
        "RS256": jwt.encode({"alg": "RS256", "kid": key["kid"]}, claims(), rsa, algorithms=["RS256"]),
        "another type": signed(key, claims(), typ="dpop+jwt"),
        "no text at all": "é",
        "deep": f"{b64(b'[' * 3000)}.e30.e30",
        "long": "a" * 9000,
    }  # fmt: skip


def asked(world: World, *authorizations: str) -> Any:
    """The answer to somebody with these `Authorization` headers."""
    method, template = ASKED[world.name]
    ask = world.ask((method, template))
    headers = [("Authorization", value.encode()) for value in authorizations]
    return world.door.request(
        method, template.format_map(ask.path), json=ask.body, headers=[*headers, ("Idempotency-Key", b"1")]
    )


@pytest.fixture(params=SERVICES)
def world(request: pytest.FixtureRequest, worlds: Worlds) -> World:
    return worlds.world(request.param)


def test_a_token_of_ours_is_answered(world: World) -> None:
    assert asked(world, f"Bearer {signed(world.hosted.key, claims())}").status_code < 300
    assert asked(world, f"bearer {signed(world.hosted.key, claims(), typ='at+jwt')}").status_code < 300


def test_other_claims_open_nothing(world: World) -> None:
    for what, changes in wrong_claims().items():
        refused = asked(world, f"Bearer {signed(world.hosted.key, claims(**changes))}")
        assert (refused.status_code, refused.json()["code"]) == (401, "token_invalid"), what
        assert refused.headers["www-authenticate"] == 'Bearer error="invalid_token"', what


def test_another_signature_opens_nothing(world: World) -> None:
    for what, token in forged(world.hosted.key).items():
        refused = asked(world, f"Bearer {token}")
        assert (refused.status_code, refused.json()["code"]) == (401, "token_invalid"), what


def test_an_expired_token_is_told_so(world: World) -> None:
    for ago in (6, HOUR, 10 * 365 * 24 * HOUR):
        refused = asked(world, f"Bearer {signed(world.hosted.key, claims(exp=int(time.time()) - ago))}")
        assert (refused.status_code, refused.json()["code"]) == (401, "token_expired")


def test_of_two_tokens_none_is_taken(world: World) -> None:
    """Which is meant, a proxy and a service would answer differently."""
    right = f"Bearer {signed(world.hosted.key, claims())}"
    for two in ((right, right), (right, "Bearer a.b.c"), ("Bearer a.b.c", right), ("Basic Y2xlcms6MQ==", right)):
        refused = asked(world, *two)
        assert (refused.status_code, refused.json()["code"]) == (400, "duplicate_parameter")
    assert asked(world, f"{right}, {right}").status_code == 401


def test_a_token_elsewhere_than_in_its_header_is_none(world: World) -> None:
    method, template = ASKED[world.name]
    ask, token = world.ask((method, template)), signed(world.hosted.key, claims())
    address = template.format_map(ask.path)
    for query, headers in ((f"?access_token={token}", {}), ("", {"Cookie": f"access_token={token}"})):
        refused = world.door.request(method, address + query, json=ask.body, headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (401, "unauthenticated")
