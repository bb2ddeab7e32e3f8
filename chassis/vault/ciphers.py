"""The cryptography of the vault: wrapping keys, sealing boxes, making tokens."""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chassis.vault import Box, BrokenBox

SUITE = "A256GCM"
_NONCE_BYTES = 12


def new_key() -> bytes:
    return AESGCM.generate_key(bit_length=256)


def wrap(master: bytes, key_id: str, key: bytes) -> bytes:
    """nonce ‖ ciphertext, bound to the key's id."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(master).encrypt(nonce, key, key_id.encode())


def unwrap(master: bytes, key_id: str, wrapped: bytes) -> bytes:
    return AESGCM(master).decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], key_id.encode())


def seal(key: bytes, key_id: str, plaintext: bytes, aad: bytes) -> Box:
    nonce = os.urandom(_NONCE_BYTES)
    return Box(SUITE, key_id, nonce, AESGCM(key).encrypt(nonce, plaintext, aad + b"\n" + key_id.encode()))


def open_box(key: bytes, box: Box, aad: bytes) -> bytes:
    if box.suite != SUITE:
        raise BrokenBox("unknown sealing suite")
    try:
        return AESGCM(key).decrypt(box.nonce, box.ciphertext, aad + b"\n" + box.kid.encode())
    except (InvalidTag, ValueError):  # ValueError: a nonce of an impossible length
        raise BrokenBox(box.kid) from None


def token(pepper: bytes, kind: str, value: str) -> str:
    digest = hmac.digest(pepper, f"{kind}\0{value}".encode(), hashlib.sha256)
    return f"{kind}:{digest[:20].hex()}"


def secret(pepper: bytes, purpose: str, id: str) -> bytes:
    return hmac.digest(pepper, f"secret\0{purpose}\0{id}".encode(), hashlib.sha256)


def keyed_hash(pepper: bytes, data: bytes) -> str:
    return hmac.digest(pepper, b"hash\0" + data, hashlib.sha256).hex()


def master_id(master: bytes) -> str:
    """Public name of a master key: each wrapped row says under which one it lies."""
    return hashlib.sha256(b"master\0" + master).hexdigest()[:16]
