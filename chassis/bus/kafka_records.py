"""A message as a Kafka record: the event's bytes untouched, key = subject, the rest in headers.

Keys and headers are read by every tool that looks at a topic: they carry tokens and ids, nothing personal.

See docs/design/bus-and-subscriptions.md#two-buses-behind-one-port.
"""

from typing import Any

import msgspec

from chassis.message import Message


class _Identified(msgspec.Struct):
    id: str


_identity = msgspec.json.Decoder(_Identified).decode


class ForeignRecord(Exception):
    """A record that no relay of ours wrote."""


def headers(message: Message) -> list[tuple[str, bytes]]:
    return [
        ("position", b"%d" % message.position),
        ("previous", b"%d" % message.previous),
        ("partition", b"%d" % message.partition),
        ("type", message.type.encode()),
        ("id", _identity(message.body).id.encode()),
    ]


def message(source: str, topic_id: str, record: Any) -> Message:
    """The message of a consumer's record; raises `ForeignRecord`."""
    told = dict(record.headers)
    try:
        if int(told["partition"]) != record.partition or record.value is None:
            raise ForeignRecord(f"{record.topic} {record.partition} at offset {record.offset}")
        return Message(
            source,
            record.partition,
            int(told["position"]),
            int(told["previous"]),
            record.key.decode(),
            told["type"].decode(),
            record.value,
            topic_id,
            record.offset,
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise ForeignRecord(f"{record.topic} {record.partition} at offset {record.offset}") from error
