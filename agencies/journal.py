"""What the agencies owe and what they have sent, in an append-only file that survives a kill.

One JSON line per fact, handed to the operating system before the question is acknowledged. The file
belongs to the agencies and, like their registers, holds personal data.
"""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock

import msgspec

from agencies.entries import Changed, Kept
from agencies.letters import Letter


class Seen(msgspec.Struct, frozen=True, tag="seen"):
    """A question taken in: its message id, its name (sender, transaction, reference), and its hash."""

    message_id: str
    name: str
    question_hash: str


class Sent(msgspec.Struct, frozen=True, tag="sent"):
    """A letter that needs no further attempt."""

    id: str


Entry = Seen | Sent | Letter | Kept | Changed


class Journal:
    """Reads the past once, then only appends. `None` as path keeps everything in memory alone."""

    def __init__(self, path: Path | None) -> None:
        self._lock = Lock()
        self.past: list[Entry] = []
        self._file = None
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.past = _read(path)
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def append(self, *entries: Entry) -> None:
        """All of these or, after a kill, none: they are written at once."""
        if self._file is not None:
            with self._lock:
                os.write(self._file, b"".join(msgspec.json.encode(entry) + b"\n" for entry in entries))

    def owed(self) -> list[Letter]:
        """The letters of the past that were not sent, in the order in which they were promised."""
        sent = {entry.id for entry in self.past if isinstance(entry, Sent)}
        letters = {entry.id: entry for entry in self.past if isinstance(entry, Letter)}
        return [letter for letter in letters.values() if letter.id not in sent]

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _read(path: Path) -> list[Entry]:
    """The entries of earlier runs. A last line without its end was never acknowledged and is cut off."""
    if not path.exists():
        return []
    raw = path.read_bytes()
    whole = raw[: raw.rfind(b"\n") + 1]
    if len(whole) < len(raw):
        os.truncate(path, len(whole))
    return [msgspec.json.decode(line, type=Entry) for line in whole.splitlines()]
