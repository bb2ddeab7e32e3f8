"""No place for blobs: for a process that was given none, as a tool that reads the databases from elsewhere."""

from collections.abc import Iterator
from typing import NoReturn

from chassis.blobs import BlobsUnreachable, Kept

_WHY = "no folder: set JIEKUN_BLOBS_FOLDER"


class AbsentBlobs:
    def put(self, content: bytes) -> NoReturn:
        raise BlobsUnreachable(_WHY)

    def get(self, digest: str) -> NoReturn:
        raise BlobsUnreachable(_WHY)

    def kept(self) -> Iterator[Kept]:
        raise BlobsUnreachable(_WHY)

    def remove(self, name: str) -> NoReturn:
        raise BlobsUnreachable(_WHY)
