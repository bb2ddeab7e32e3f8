"""Content-addressed blobs: what is too large for an event lies beside the store, named by the digest of its bytes.

An event names a blob, so the blob is put first; one that no event names is an orphan. What is put is sealed before it
comes here, so nothing of a blob, its name included, tells what is in it.

See docs/design/events-and-store.md#blobs.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple, Protocol

__all__ = ["BlobAltered", "BlobLost", "Blobs", "BlobsUnreachable", "Kept", "digest_of", "is_digest"]

_DIGEST: Final = re.compile("[0-9a-f]{64}", re.ASCII)


class Kept(NamedTuple):
    """`since`: real time. A name that is no digest is what an interrupted `put` has left."""

    name: str
    since: datetime


class Blobs(Protocol):
    """What was put stays until it is removed. Each method may raise `BlobsUnreachable`; the caller tries again."""

    def put(self, content: bytes) -> str:
        """Keeps the bytes, durably when it returns, and gives their digest (SHA-256, hex). A repeat changes nothing;
        one that was interrupted has kept all of it or nothing under that name."""

    def get(self, digest: str) -> bytes:
        """The very bytes. Raises `BlobLost`, `BlobAltered`."""

    def kept(self) -> Iterator[Kept]:
        """Everything that is there, in any order; what is put meanwhile may be missing."""

    def remove(self, name: str) -> None:
        """For ever. A repeat changes nothing."""


class BlobLost(Exception):
    """There is no blob of this digest."""


class BlobAltered(Exception):
    """What lies there under this digest are other bytes."""


class BlobsUnreachable(Exception):
    """They cannot be read or written just now: a full disk, a folder that is away."""


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def is_digest(name: str) -> bool:
    return _DIGEST.fullmatch(name) is not None


def require_same(content: bytes, digest: str) -> bytes:
    """Pair assertion: what was written under a digest is read under it."""
    if digest_of(content) != digest:
        raise BlobAltered(digest)
    return content
