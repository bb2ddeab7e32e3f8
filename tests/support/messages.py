"""A source's messages, and a subscription that notes each of them in its own store."""

from collections.abc import Callable
from typing import Any

from chassis.codec import Codec, Recorded
from chassis.message import Message
from chassis.reactions import Reaction
from chassis.store import Unit, partition_of
from chassis.subscription import Subscription
from tests.support.events import Noted, codec, noted

SOURCE = "intake"
NOTED = "test.Noted.v1"
SUBJECTS = [subject for subject in (f"h{number}" for number in range(2_000)) if partition_of(subject) == 0]
"""All of partition 0."""


def messages(*said: tuple[str, str], kind: str = NOTED) -> list[Message]:
    """Messages of partition 0 at positions 10, 20, …: one `Noted` for each (subject, text)."""
    made, versions = [], dict.fromkeys((subject for subject, _ in said), 0)
    for number, (subject, text) in enumerate(said):
        row = noted(codec(source=SOURCE), subject, versions[subject], text).rows[0]
        versions[subject] += 1
        made.append(Message(SOURCE, 0, (number + 1) * 10, number * 10, subject, kind, row.body))
    return made


def spread(*texts: str) -> list[Message]:
    """One message for each text, each about another subject."""
    return messages(*zip(SUBJECTS, texts, strict=False))


def noting(own: Codec, refuse: Callable[[str], Exception | None] = lambda text: None) -> Subscription:
    """Notes each text in the stream `seen-<subject>`; `refuse(text)` may give the error to raise instead."""

    def note(transaction: Any, recorded: Recorded) -> Unit:
        if (error := refuse(recorded.event.text)) is not None:
            raise error
        stream = f"seen-{recorded.envelope.subject}"
        return noted(own, stream, len(transaction.load(stream)), recorded.event.text)

    return Subscription("noting", SOURCE, codec(source=SOURCE), {Noted: Reaction(note)})
