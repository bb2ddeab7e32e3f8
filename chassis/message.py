"""A published event as a subscriber meets it, and the mark that says how far one has come: below store and bus."""

import msgspec


class Message(msgspec.Struct, frozen=True):
    """One published event. `previous` is the position before it in the same partition (0 at first).

    `topic_id` and `offset` say where it stood on a topic; None on the direct bus.
    """

    source: str
    partition: int
    position: int
    previous: int
    subject: str
    type: str
    body: bytes
    topic_id: str | None = None
    offset: int | None = None


class Mark(msgspec.Struct, frozen=True):
    """A subscription's checkpoint: how far it has handled one partition of a source, and where to resume on a topic."""

    position: int = 0
    topic_id: str | None = None
    next_offset: int | None = None
