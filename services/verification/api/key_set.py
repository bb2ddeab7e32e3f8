"""Our public keys, as a JWK set shows them."""

from typing import Literal

from pydantic import Field

from chassis.http.shapes import Shape


class PublicKey(Shape):
    kty: Literal["OKP", "EC"] = Field(description="密钥类型 · the kind of key (RFC 8037, RFC 7518)")
    crv: Literal["Ed25519", "curveSM2"] = Field(description="曲线 · the curve")
    use: Literal["sig"] = Field(description="用途：签名 · what it is for: signatures")
    alg: Literal["EdDSA", "sm2sig_sm3"] = Field(description="算法 · the algorithm")
    kid: str = Field(description="密钥编号 · the key's id, as `kidId` names it", examples=["2026-1"])
    x: str = Field(description="公钥，base64url · the public key in base64url")
    y: str | None = Field(None, description="SM2 公钥的 y · y of an SM2 key")


class KeySet(Shape):
    """RFC 7517."""

    keys: list[PublicKey] = Field(description="在用公钥 · the keys in force")
