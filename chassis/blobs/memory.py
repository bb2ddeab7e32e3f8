"""Blobs in memory: the same contract, for simulations and tests of a single process."""

from collections.abc import Iterator
from datetime import datetime

from chassis.blobs import BlobLost, Kept, digest_of, require_same
from chassis.clock import real_now


class MemoryBlobs:
    def __init__(self) -> None:
        self._contents: dict[str, tuple[bytes, datetime]] = {}

    def put(self, content: bytes) -> str:
        digest = digest_of(content)
        self._contents.setdefault(digest, (content, real_now()))
        return digest

    def get(self, digest: str) -> bytes:
        if digest not in self._contents:
            raise BlobLost(digest)
        return require_same(self._contents[digest][0], digest)

    def kept(self) -> Iterator[Kept]:
        for name, (_, since) in list(self._contents.items()):
            yield Kept(name, since)

    def remove(self, name: str) -> None:
        self._contents.pop(name, None)
