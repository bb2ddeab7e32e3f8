"""Blobs as files of one folder, in folders of two levels by the first digits of their digest.

A directory of a million files is slow to list and to back up; 65,536 small ones are not.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from chassis.blobs import BlobLost, BlobsUnreachable, Kept, digest_of, is_digest, require_same
from chassis.files import fsync_folder, write_atomically


class FolderBlobs:
    """Several processes may share the folder; it must be a file system on which rename is atomic."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        digest = digest_of(content)
        path = self._path(digest)
        with _reached():
            if not self._stands(path, content):
                self._make(path.parent)
                write_atomically(path, content, 0o600)
        return digest

    def get(self, digest: str) -> bytes:
        with _reached():
            try:
                content = self._path(digest).read_bytes()
            except FileNotFoundError:
                if self._folder.is_dir():
                    raise BlobLost(digest) from None
                raise  # a disk that is not mounted has lost nothing
        return require_same(content, digest)

    def kept(self) -> Iterator[Kept]:
        with _reached():
            for path in self._folder.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
                try:
                    yield Kept(path.name, datetime.fromtimestamp(path.stat().st_mtime, UTC))
                except FileNotFoundError:
                    continue  # removed, or renamed when it was whole, since it was listed

    def remove(self, name: str) -> None:
        path = self._path(name)
        with _reached():
            path.unlink(missing_ok=True)
            if path.parent.is_dir():
                fsync_folder(path.parent)

    def _path(self, name: str) -> Path:
        """A temporary file is called `.<digest>.<random>` and lies where its blob would."""
        digest = name.removeprefix(".").partition(".")[0]
        if not is_digest(digest) or os.sep in name:
            raise ValueError("no name of a blob")
        return self._folder / digest[:2] / digest[2:4] / name

    def _stands(self, path: Path, content: bytes) -> bool:
        """One that was altered is written anew. A repeat counts as new, so that nobody takes it for an old orphan."""
        try:
            if path.read_bytes() != content:
                return False
        except FileNotFoundError:
            return False
        os.utime(path)
        return True

    def _make(self, folder: Path) -> None:
        """A new folder is durable when the one above it says so."""
        missing = [one for one in (folder, folder.parent, folder.parent.parent) if not one.exists()]
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for one in missing:
            fsync_folder(one.parent)


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BlobsUnreachable(type(error).__name__) from error
