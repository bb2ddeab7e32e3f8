"""Golden samples: one stored event of every version ever published, sealed under a fixed key that guards nothing.

`python -m tests.contracts.golden` adds what is missing and touches no other: a sample is never edited, since stored
events are never edited. `SHA256SUMS` beside them makes an edit show.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from chassis.codec import Codec, Recorded
from chassis.envelope import Context
from chassis.vault import Box, ciphers
from contracts.generate import PRODUCERS, ROOT
from tests.contracts.examples import example

FOLDER = ROOT / "contracts" / "golden"
SUMS = FOLDER / "SHA256SUMS"
AT = datetime(2026, 5, 4, 1, 0, tzinfo=UTC)
SUBJECT = "019a0000-0000-7000-8000-000000000001"


class FixedVault:
    """One well-known key for everything; it seals samples and opens them again."""

    KEY = bytes(range(32))

    def create(self, key_id: str) -> None:
        """Every key is there."""

    def fetch(self, key_ids: Iterable[str]) -> None:
        """Every key is here."""

    def seal(self, key_id: str, plaintext: bytes, aad: bytes) -> Box:
        return ciphers.seal(self.KEY, key_id, plaintext, aad)

    def open(self, box: Box, aad: bytes) -> bytes:
        return ciphers.open_box(self.KEY, box, aad)

    def token(self, kind: str, value: str) -> str:
        return ciphers.token(self.KEY, kind, value)

    def keyed_hash(self, data: bytes) -> str:
        return ciphers.keyed_hash(self.KEY, data)


def read(path: Path) -> tuple[bytes, dict[str, Any]]:
    """(the event's bytes as they were stored, the fields that they mean)."""
    sample = json.loads(path.read_text(encoding="utf-8"))
    return sample["body"].encode(), sample["means"]


def decode(body: bytes) -> Recorded:
    producer = json.loads(body)["type"].split(".")[1]
    return Codec(producer, PRODUCERS[producer].EVENTS, FixedVault()).decode(body)


def sums() -> dict[str, str]:
    """File name -> digest, as written down."""
    lines = SUMS.read_text(encoding="utf-8").splitlines() if SUMS.exists() else []
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def add_missing() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    known = sums()
    for producer, module in PRODUCERS.items():
        for name, cls in module.EVENTS.items():
            path = FOLDER / f"{name}.json"
            if not path.exists():
                path.write_text(_sample(producer, cls), encoding="utf-8")
                known[path.name] = digest_of(path)
    SUMS.write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(known.items())), encoding="utf-8")


def _sample(producer: str, cls: type[msgspec.Struct]) -> str:
    event = example(cls)
    codec = Codec(producer, PRODUCERS[producer].EVENTS, FixedVault())
    context = Context(actor="somebody", at=AT, correlation=SUBJECT, causation=SUBJECT)
    _, body = codec.encode(event, context, subject=SUBJECT, key=SUBJECT, stream="a stream", version=1, now=AT)
    sample = {"body": body.decode(), "means": json.loads(msgspec.json.encode(event))}
    return json.dumps(sample, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    add_missing()
