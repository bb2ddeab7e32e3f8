"""SM2 with SM3 (GB/T 32918.2, GB/T 32905) over the recommended curve, with the few methods that keys of `cryptography`
have, so that a suite is a row of one table.

As GB/T 35276 writes them: the signer's id is 1234567812345678, a signature is the DER of r and s, a public key is 04,
x and y. A private key is its 32 bytes and the public key behind them: the library makes no public key of a private one.
"""

from dataclasses import dataclass
from typing import Final, Self

import gmssl_pyx
from cryptography.exceptions import InvalidSignature
from gmssl_pyx import GmsslInnerError, sm2_key_generate, sm2_sign, sm2_verify

PUBLIC_BYTES: Final = 65
PRIVATE_BYTES: Final = 32 + PUBLIC_BYTES


def sm3(data: bytes) -> bytes:
    return bytes(gmssl_pyx.sm3_hash(data))


@dataclass(frozen=True)
class Sm2PublicKey:
    point: bytes
    """x and y."""

    @classmethod
    def from_public_bytes(cls, raw: bytes) -> Self:
        """Raises ValueError for what is no point of the curve."""
        if len(raw) != PUBLIC_BYTES or raw[0] != 4:
            raise ValueError("an SM2 public key is 04, x and y: 65 bytes")
        key = cls(raw[1:])
        try:
            key._holds(_PROBE, b"")
        except GmsslInnerError:
            raise ValueError("no point of the SM2 curve") from None
        return key

    def public_bytes_raw(self) -> bytes:
        return b"\x04" + self.point

    def verify(self, signature: bytes, data: bytes) -> None:
        """Raises InvalidSignature, also for a signature in another than its one form."""
        try:
            holds = signature == _der(*_numbers(signature)) and self._holds(signature, data)
        except (ValueError, GmsslInnerError):
            holds = False
        if not holds:
            raise InvalidSignature

    def _holds(self, signature: bytes, data: bytes) -> bool:
        return bool(sm2_verify(self.point, data, signature))


@dataclass(frozen=True, repr=False)
class Sm2PrivateKey:
    secret: bytes
    public: Sm2PublicKey

    @classmethod
    def generate(cls) -> Self:
        public, secret = sm2_key_generate()
        return cls(bytes(secret), Sm2PublicKey(bytes(public)))

    @classmethod
    def from_private_bytes(cls, raw: bytes) -> Self:
        """Raises ValueError, also when the two halves are not one pair."""
        if len(raw) != PRIVATE_BYTES:
            raise ValueError("an SM2 private key is 32 bytes and its public key: 97 bytes")
        key = cls(raw[:32], Sm2PublicKey.from_public_bytes(raw[32:]))
        try:
            key.public.verify(key.sign(b"pair"), b"pair")
        except (InvalidSignature, GmsslInnerError):
            raise ValueError("the two halves of the SM2 key are not one pair") from None
        return key

    def sign(self, data: bytes) -> bytes:
        return bytes(sm2_sign(self.secret, self.public.point, data))

    def public_key(self) -> Sm2PublicKey:
        return self.public

    def private_bytes_raw(self) -> bytes:
        return self.secret + self.public.public_bytes_raw()


def _numbers(signature: bytes) -> tuple[int, int]:
    """r and s of a DER sequence. Raises ValueError."""
    if len(signature) < 8 or signature[0] != 0x30 or signature[1] != len(signature) - 2:
        raise ValueError("no DER")
    at, found = 2, list[int]()
    for _ in range(2):
        if len(signature) < at + 2 or signature[at] != 0x02:
            raise ValueError("no DER")
        length = signature[at + 1]
        found.append(int.from_bytes(signature[at + 2 : at + 2 + length], "big"))
        at += 2 + length
    return found[0], found[1]


def _der(r: int, s: int) -> bytes:
    body = b"".join(bytes([0x02, len(raw), *raw]) for raw in map(_integer, (r, s)))
    return bytes([0x30, len(body)]) + body


def _integer(value: int) -> bytes:
    return value.to_bytes(value.bit_length() // 8 + 1, "big")


_PROBE: Final = _der(1, 1)
"""A signature in its form that nobody made: asked about, to learn whether a key is one."""
