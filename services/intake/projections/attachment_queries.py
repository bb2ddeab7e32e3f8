"""What the collection of blobs asks: every paper that was ever added, and which are erased."""

from typing import Any

from psycopg import Connection


def events(connection: Connection[Any]) -> list[tuple[str, bytes]]:
    """(household, body) of papers added and erased; household by household, each in the order in which it happened."""
    return connection.execute(
        "SELECT subject, body FROM events WHERE type = ANY(%s) ORDER BY stream, version",
        (["jiekun.intake.internal.AttachmentAdded.v1", "jiekun.intake.internal.AttachmentsErased.v1"],),
    ).fetchall()
