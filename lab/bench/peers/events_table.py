"""The least that an event store needs, for the bare contestants: the same columns and bytes as ours, two indexes."""

import uuid
from datetime import UTC, datetime
from typing import Any

from lab.bench.peers.text import BODY_BYTES, filler

TABLE = """CREATE TABLE events (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream text COLLATE "C" NOT NULL, version integer NOT NULL,
    id uuid NOT NULL, type text NOT NULL, subject text COLLATE "C" NOT NULL, body bytea NOT NULL,
    recorded_at timestamptz NOT NULL, UNIQUE (stream, version))"""
COLUMNS = "stream, version, id, type, subject, body, recorded_at"
BODY = filler(BODY_BYTES).encode()


def row(stream: str, version: int = 1) -> tuple[Any, ...]:
    return stream, version, uuid.uuid4(), "jiekun.intake.Noted.v1", stream, BODY, datetime.now(UTC)
