"""The issuer's public keys, from a JWKS file (RFC 7517): read once, and again when it changed.

A token under an unknown key id makes us look at the file's stamp, no more: so a new key works at once, and a
flood of made-up key ids reads nothing.
"""

import json
import os
import threading
from pathlib import Path
from typing import Any

from joserfc.errors import InvalidKeyIdError
from joserfc.jwk import OKPKey

_Stamp = tuple[int, int, int]


class JwksFile:
    """Raises `ValueError` at the start when the file is no set of public Ed25519 keys with ids."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()  # owns the two fields below
        self._stamp = _stamp(path)
        self._keys = read(path)

    def key(self, kid: str) -> OKPKey:
        """Raises joserfc's `InvalidKeyIdError` for a key id that the file does not hold."""
        found = self._keys.get(kid) or self._read_again().get(kid)
        if found is None:
            raise InvalidKeyIdError("no such key")
        return found

    def _read_again(self) -> dict[str, OKPKey]:
        with self._lock:
            try:
                stamp = _stamp(self._path)
                if stamp != self._stamp:
                    # In this order: a file replaced while it is read differs from the stamp again.
                    self._keys, self._stamp = read(self._path), stamp
            except (OSError, ValueError):
                pass  # half written or gone for a moment: the keys that we have stay good
            return self._keys


def read(path: Path) -> dict[str, OKPKey]:
    """The keys by id."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["keys"]
        keys = {entry["kid"]: _public_key(entry) for entry in entries if _is_ours(entry)}
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path.name}: not a JWKS with key ids") from error
    if not keys:
        raise ValueError(f"{path.name}: holds no Ed25519 key")
    return keys


def _is_ours(entry: dict[str, Any]) -> bool:
    """RFC 7517 §5: keys of other kinds in the set are passed over."""
    return entry.get("kty") == "OKP" and entry.get("crv") == "Ed25519" and entry.get("use", "sig") == "sig"


def _public_key(entry: dict[str, Any]) -> OKPKey:
    if "d" in entry:
        raise ValueError("a JWKS that services read must not hold a private key: leave out its member d")
    return OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": entry["x"], "kid": entry["kid"]})


def _stamp(path: Path) -> _Stamp:
    status = os.stat(path)
    return status.st_mtime_ns, status.st_size, status.st_ino
