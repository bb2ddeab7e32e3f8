"""Only a token that our issuer signed for us, with an algorithm that we chose, opens the door."""

import base64
import hashlib
import hmac
import json
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import ECKey, OKPKey
from starlette.testclient import TestClient

from chassis.http.auth import Tokens
from chassis.http.keys import JwksFile
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from machine import issuer

from .conftest import COUNTY, ISSUER

Key = dict[str, Any]


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    given = {
        "iss": ISSUER,
        "aud": "jiekun",
        "sub": "clerk-1",
        "org_path": COUNTY,
        "roles": ["reviewer"],
        "iat": now,
        "exp": now + 600,
    }
    return {name: value for name, value in {**given, **changes}.items() if value is not None}


def signed(key: Key, header: dict[str, Any] | None = None, **changes: Any) -> str:
    protected = {"alg": "Ed25519", "kid": key["kid"], **(header or {})}
    private = OKPKey.import_key(key)
    return jwt.encode(protected, claims(**changes), private, algorithms=["Ed25519", "EdDSA"])


def unsigned(header: dict[str, Any], signature: bytes = b"") -> str:
    parts = [b64(json.dumps(part).encode()) for part in (header, claims())]
    return ".".join([*parts, b64(signature)])


@pytest.fixture
def tokens(jwks_file: Path) -> Tokens:
    return Tokens(JwksFile(jwks_file), ISSUER, "jiekun")


def refused(tokens: Tokens, token: str) -> str:
    with pytest.raises(Problem) as raised:
        tokens.verify(token)
    return raised.value.code


def test_a_minted_token_names_its_principal(tokens: Tokens, issuer_key: Key) -> None:
    token = issuer.mint(issuer_key, "clerk-1", COUNTY, ["reviewer", "unmask"], 600, issuer=ISSUER)
    assert tokens.verify(token) == Principal("clerk-1", COUNTY, frozenset({"reviewer", "unmask"}))


def test_the_old_name_of_the_algorithm_is_understood(tokens: Tokens, issuer_key: Key) -> None:
    token = signed(issuer_key, {"alg": "EdDSA", "typ": "at+jwt"})
    assert tokens.verify(token) == Principal("clerk-1", COUNTY, frozenset({"reviewer"}))


def test_roles_of_other_systems_are_left_out(tokens: Tokens, issuer_key: Key) -> None:
    token = signed(issuer_key, roles=["reviewer", "root", 7, ["x"]][:2])
    assert tokens.verify(token).roles == frozenset({"reviewer"})


def test_a_token_lives_as_long_as_the_installation_says(jwks_file: Path, issuer_key: Key) -> None:
    short = Tokens(JwksFile(jwks_file), ISSUER, "jiekun", lifetime_max_s=3600)
    now = int(time.time())
    assert short.verify(signed(issuer_key, iat=now - 60, exp=now + 3540)).subject == "clerk-1"
    assert refused(short, signed(issuer_key, iat=now - 60, exp=now + 3541)) == "token_invalid"
    assert refused(short, signed(issuer_key, iat=now + 60, exp=now + 600)) == "token_invalid", "issued in the future"


def test_an_expired_token_says_so(tokens: Tokens, issuer_key: Key) -> None:
    assert refused(tokens, signed(issuer_key, exp=int(time.time()) - 60)) == "token_expired"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://another.test"},
        {"aud": "another"},
        {"aud": ["another", "third"]},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iss": None},
        {"aud": None},
        {"sub": None},
        {"sub": "a\nb"},
        {"nbf": int(time.time()) + 600},
        {"iat": int(time.time()) + 600},
        {"org_path": None},
        {"org_path": ""},
        {"org_path": "/"},
        {"org_path": "44/../45"},
        {"org_path": ["44"]},
        {"roles": None},
        {"roles": "reviewer"},
        {"roles": [["reviewer"]]},
    ],
)
def test_a_token_with_other_claims_is_refused(tokens: Tokens, issuer_key: Key, changes: Any) -> None:
    assert refused(tokens, signed(issuer_key, **changes)) == "token_invalid"


@pytest.mark.parametrize(
    "subject",
    [
        "",
        " ",
        "clerk-1 ",
        " clerk-1",
        "clerk-1\u00a0",
        "clerk-1\u3000",
        "clerk-1\u200b",
        "clerk\u200d-1",
        "clerk\u00ad-1",
        "clerk-1\u2060",
        "\ufeffclerk-1",
        "clerk\u202e-1",
        "clerk-1\x7f",
        "\uff43lerk-1",
        "cle\u0301rk",
        "\ufb01nance",
        "clerk\u00b2",
        "system:ledger",
        "SYSTEM:ledger",
        "System :ledger",
        "agency:tax",
        "operator:rebuild",
        "\uff53ystem:ledger",
        "system\uff1aledger",
        "system\ufe55ledger",
        "system\u02d0ledger",
        "system\ua789ledger",
        "system\u2236ledger",
        "clerk\u2236one",
        "\u0455ystem:ledger",
        "s\u0443stem:ledger",
        "\u0430g\u0435n\u0441\u0443:tax",
        "\u03bfperator:rebuild",
        "syste\u0301m:ledger",
        7,
        ["clerk-1"],
    ],
)
def test_a_subject_that_passes_for_another_is_refused(tokens: Tokens, issuer_key: Key, subject: Any) -> None:
    """FAULTS A2: blanks, compatibility forms, invisible characters, look-alikes of our own names."""
    assert refused(tokens, signed(issuer_key, sub=subject)) == "token_invalid"


@pytest.mark.parametrize(
    "subject", ["clerk-1", "王小明", "Анна", "é", "l1", "ops 1", "auth0:7", "urn:example:7", "a@b.example", "工号:17"]
)
def test_a_persons_own_name_is_taken_as_it_is(tokens: Tokens, issuer_key: Key, subject: str) -> None:
    assert tokens.verify(signed(issuer_key, sub=subject)).subject == subject


def test_a_token_of_another_issuers_key_is_refused(tokens: Tokens, issuer_key: Key) -> None:
    stranger = issuer.new_key()
    assert refused(tokens, signed(stranger)) == "token_invalid"
    assert refused(tokens, signed({**stranger, "kid": issuer_key["kid"]})) == "token_invalid"


@pytest.mark.parametrize("alg", ["none", "None", "", None, 5])
def test_an_unsigned_token_is_refused(tokens: Tokens, issuer_key: Key, alg: Any) -> None:
    assert refused(tokens, unsigned({"alg": alg, "kid": issuer_key["kid"], "typ": "JWT"})) == "token_invalid"


def test_the_public_key_is_no_hmac_secret(tokens: Tokens, issuer_key: Key) -> None:
    header = {"alg": "HS256", "kid": issuer_key["kid"], "typ": "JWT"}
    for secret in (issuer_key["x"].encode(), base64.urlsafe_b64decode(issuer_key["x"] + "=")):
        body = unsigned(header).rpartition(".")[0]
        token = f"{body}.{b64(hmac.new(secret, body.encode(), hashlib.sha256).digest())}"
        assert refused(tokens, token) == "token_invalid"


@pytest.mark.parametrize("header", ["jwk", "jku", "x5u", "x5c", "crit", "b64"])
def test_a_token_that_brings_its_own_key_is_refused(tokens: Tokens, issuer_key: Key, header: str) -> None:
    stranger = issuer.new_key()
    brought = {
        "jwk": issuer.public_jwks(stranger)["keys"][0],
        "jku": "https://another.test/jwks",
        "x5u": "https://another.test/cert",
        "x5c": ["MIIB"],
        "crit": ["b64"],
        "b64": True,
    }
    parts = [
        b64(json.dumps(part).encode())
        for part in ({"alg": "Ed25519", "kid": issuer_key["kid"], header: brought[header]}, claims())
    ]
    right = OKPKey.import_key(issuer_key).private_key
    assert right is not None
    signature = right.sign(".".join(parts).encode())  # type: ignore[union-attr]
    assert refused(tokens, ".".join([*parts, b64(signature)])) == "token_invalid"


@pytest.mark.parametrize(
    "token", ["", ".", "..", "a.b.c", "e30.e30.", "é.b.c", "x" * 9000, b64(b"[" * 3000) + ".e30.e30"]
)
def test_a_text_that_is_no_token_is_refused(tokens: Tokens, token: str) -> None:
    assert refused(tokens, token) == "token_invalid"


def test_a_changed_signature_is_refused(tokens: Tokens, issuer_key: Key) -> None:
    body, _, signature = signed(issuer_key).rpartition(".")
    flipped = ("A" if signature[0] != "A" else "B") + signature[1:]
    assert refused(tokens, f"{body}.{flipped}") == "token_invalid"


class TestKeys:
    def test_a_new_key_works_as_soon_as_it_stands_in_the_file(
        self, tokens: Tokens, jwks_file: Path, issuer_key: Key
    ) -> None:
        successor = issuer.new_key()
        assert refused(tokens, signed(successor)) == "token_invalid"
        jwks_file.write_text(json.dumps(issuer.public_jwks(issuer_key, successor)))
        assert tokens.verify(signed(successor)).subject == "clerk-1"

    def test_a_file_that_is_half_written_does_not_shut_the_door(
        self, tokens: Tokens, jwks_file: Path, issuer_key: Key
    ) -> None:
        jwks_file.write_text('{"keys": [')
        assert refused(tokens, signed(issuer.new_key())) == "token_invalid"
        assert tokens.verify(signed(issuer_key)).subject == "clerk-1"

    def test_keys_of_other_kinds_are_passed_over(self, jwks_file: Path, issuer_key: Key) -> None:
        keys = issuer.public_jwks(issuer_key)["keys"]
        other = ECKey.generate_key("P-256", auto_kid=True).as_dict(private=False)
        jwks_file.write_text(json.dumps({"keys": [other, *keys]}))
        assert JwksFile(jwks_file).key(issuer_key["kid"]).kid == issuer_key["kid"]

    @pytest.mark.parametrize("content", ["{}", "[]", "no", '{"keys": []}', '{"keys": [{"kty": "OKP"}]}'])
    def test_a_file_without_a_key_of_ours_does_not_start(self, jwks_file: Path, content: str) -> None:
        jwks_file.write_text(content)
        with pytest.raises(ValueError):  # noqa: PT011  # json's own error is one of them
            JwksFile(jwks_file)

    def test_a_file_with_a_private_key_does_not_start(self, jwks_file: Path, issuer_key: Key) -> None:
        jwks_file.write_text(json.dumps({"keys": [issuer_key]}))
        with pytest.raises(ValueError, match="must not hold a private key"):
            JwksFile(jwks_file)

    def test_what_services_read_of_the_local_issuers_key_is_its_public_half(self, tmp_path: Path) -> None:
        key, jwks_file = issuer.new_key(), tmp_path / "jwks.json"
        jwks_file.write_text(json.dumps(issuer.public_jwks(key)))
        assert "d" not in json.loads(jwks_file.read_text())["keys"][0]
        assert JwksFile(jwks_file).key(key["kid"]).kid == key["kid"]

    def test_a_role_that_is_none_is_not_minted(self, issuer_key: Key) -> None:
        with pytest.raises(ValueError, match="no such role: king"):
            issuer.mint(issuer_key, "clerk-1", COUNTY, ["king"], 60)


class TestRoute:
    def test_without_a_token_the_door_names_the_way_in(self, door: TestClient) -> None:
        response = door.get("/v1/list")
        assert (response.status_code, response.headers["www-authenticate"]) == (401, "Bearer")

    @pytest.mark.parametrize("authorization", ["Basic Y2xlcms6MQ==", "Bearer", "Bearer "])
    def test_an_authorization_of_another_scheme_is_no_token(self, door: TestClient, authorization: str) -> None:
        response = door.get("/v1/list", headers={"Authorization": authorization})
        assert (response.status_code, response.json()["code"]) == (401, "unauthenticated")

    def test_a_token_that_is_not_valid_is_challenged(self, door: TestClient, bearer: Any) -> None:
        for headers, code in (
            ({"Authorization": "Bearer a.b.c"}, "token_invalid"),
            (bearer(ttl_s=-60), "token_expired"),
            (bearer(audience="another"), "token_invalid"),
            (bearer(issuer="another"), "token_invalid"),
        ):
            response = door.get("/v1/list", headers=headers)
            assert (response.status_code, response.json()["code"]) == (401, code)
            assert response.headers["www-authenticate"] == 'Bearer error="invalid_token"'

    def test_another_role_is_forbidden(self, door: TestClient, bearer: Any) -> None:
        body = {"region": "440507", "members": []}
        response = door.post("/v1/applications", json=body, headers=bearer("auditor") | {"Idempotency-Key": "1"})
        assert (response.status_code, response.json()["code"]) == (403, "forbidden")
        assert response.json()["params"] == {"roles": "portal"}

    def test_a_thing_out_of_scope_reads_as_one_that_does_not_exist(self, door: TestClient, bearer: Any) -> None:
        own = door.get(f"/v1/households/{COUNTY}/longhu-dianzi", headers=bearer())
        assert own.status_code == 200
        for elsewhere in ("44/4405/440511/x", "44/4405", "44/4405/4405071", "45"):
            hidden = door.get(f"/v1/households/{elsewhere}", headers=bearer()).json()
            missing = door.get("/nowhere", headers=bearer()).json()
            assert {**hidden, "instance": ""} == {**missing, "instance": ""}

    def test_in_production_metrics_and_description_are_for_operators(self, make_app: Any, bearer: Any) -> None:
        app: FastAPI = make_app(production=True)
        door = TestClient(app)
        for path in ("/metrics", "/openapi.json"):
            assert door.get(path).status_code == 401
            assert door.get(path, headers=bearer("portal")).status_code == 403
            assert door.get(path, headers=bearer("operator")).status_code == 200
        for path in ("/docs", "/redoc"):
            assert door.get(path).status_code == 404
