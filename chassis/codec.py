"""Events to bytes and back: serialised once, personal fields sealed and opened here alone.

See docs/design/events-and-store.md#serialised-once.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Generic, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from chassis import envelope as wire
from chassis.envelope import MAX_EVENT_BYTES, Context, Envelope
from chassis.ids import uuid7
from chassis.vault import Box, Vault
from chassis.vault.sealed import SealedVault
from kernel.personal import PERSONAL, Withheld, is_withheld

Event_co = TypeVar("Event_co", covariant=True)
type_of_event = type

BOX = "sealed"
"""The member of `data` that holds the box of personal fields; no event has a field of that name."""


class Recorded(msgspec.Struct, Generic[Event_co], frozen=True):
    """A decoded event with its envelope; `position` is 0 where the reader did not need it."""

    envelope: Envelope
    event: Event_co
    position: int = 0


class EventTooLarge(Exception):
    """More than 48 KiB: larger evidence is a sealed blob that the event names by digest."""


class UnknownEventType(Exception):
    """The catalogue has no such type: a reader must list what it reads."""


class Codec:
    """Encodes and decodes the types of one catalogue (`type name -> Struct class`).

    `upcasters` turn an instance of an old class into its successor, step by step.
    """

    def __init__(
        self,
        source: str,
        catalogue: Mapping[str, type],
        vault: Vault,
        upcasters: Mapping[type, Callable[[Any], Any]] | None = None,
    ) -> None:
        self._source = source
        self._vault = vault
        self._shapes = {name: _shape_of(cls) for name, cls in catalogue.items()}
        self._names = {cls: name for name, cls in catalogue.items()}
        self._upcasters = dict(upcasters or {})

    def name_of(self, cls: type_of_event) -> str:
        return self._names[cls]

    def encode(
        self,
        event: Any,
        context: Context,
        *,
        subject: str,
        key: str,
        stream: str,
        version: int,
        now: datetime,
    ) -> tuple[Envelope, bytes]:
        """One event as (envelope, bytes). Raises `EventTooLarge`, `UnknownKey`, `VaultUnreachable`."""
        name = self._names[type(event)]
        event_id = uuid7()
        shape = self._shapes[name]
        box = self._seal(shape, event, event_id, name, key)
        record = Envelope(
            specversion="1.0",
            id=event_id,
            source=self._source,
            type=name,
            subject=subject,
            time=context.at,
            recordedtime=now,
            stream=stream,
            streamversion=version,
            correlationid=context.correlation,
            causationid=context.causation,
            actor=context.actor,
            traceparent=context.traceparent,
            data=msgspec.Raw(shape.plain_bytes(event, box)),
        )
        body = wire.encode(record)
        if len(body) > MAX_EVENT_BYTES:
            raise EventTooLarge(f"{name}: {len(body)} bytes")
        return record, body

    def decode(self, body: bytes, position: int = 0) -> Recorded[Any]:
        """Opens what may be opened; never raises for a sealed or erased field."""
        record = wire.decode(body)
        shape = self._shapes.get(record.type)
        if shape is None:
            raise UnknownEventType(record.type)
        event = shape.read(record.data, lambda box: self._vault.open(box, _aad(record.id, record.type)))
        while (upcast := self._upcasters.get(type(event))) is not None:
            event = upcast(event)
        return Recorded(record, event, position)

    def prefetch(self, key_ids: Iterable[str]) -> None:
        """Brings the keys of these subjects at once, before a transaction is opened."""
        self._vault.fetch(key_ids)

    def without_vault(self) -> "Codec":
        """The same catalogue for a reader that opens nothing: every personal field reads as SEALED."""
        sealed = copy(self)
        sealed._vault = SealedVault()
        return sealed

    def _seal(self, shape: "_Shape", event: Any, event_id: str, name: str, key: str) -> Box | None:
        secret = shape.secret_bytes(event)
        return None if secret is None else self._vault.seal(key, secret, _aad(event_id, name))


class _Shape:
    """One event class, split into what travels plain and what travels in the box."""

    def __init__(self, cls: type) -> None:
        hints = get_type_hints(cls, include_extras=True)
        fields = msgspec.structs.fields(cls)
        self._cls = cls
        _refuse_hidden_personal(cls, hints)
        self._personal = [field.name for field in fields if _is_personal(hints[field.name])]
        self._plain = [field.name for field in fields if field.name not in self._personal]
        defaults = {f.name: _default(f) for f in fields}
        self._plain_struct = msgspec.defstruct(
            cls.__name__,
            [_field(n, hints[n], defaults[n]) for n in self._plain] + [(BOX, Box | None, None)],
            kw_only=True,
            omit_defaults=True,
        )
        self._secret_struct = msgspec.defstruct(
            cls.__name__,
            [_field(n, get_args(hints[n])[0], defaults[n]) for n in self._personal],
            kw_only=True,
            omit_defaults=True,
        )
        self._plain_decode = msgspec.json.Decoder(self._plain_struct).decode
        self._whole_decode: Callable[[msgspec.Raw], Any] = msgspec.json.Decoder(cls).decode
        self._secret_decode = msgspec.json.Decoder(self._secret_struct).decode

    def plain_bytes(self, event: Any, box: Box | None) -> bytes:
        return msgspec.json.encode(
            self._plain_struct(**{BOX: box}, **{name: getattr(event, name) for name in self._plain})
        )

    def secret_bytes(self, event: Any) -> bytes | None:
        if not self._personal:
            return None
        values = {name: getattr(event, name) for name in self._personal}
        if withheld := [name for name, value in values.items() if is_withheld(value)]:
            raise ValueError(f"{self._cls.__name__}: {', '.join(withheld)} was withheld and cannot be sealed again")
        return msgspec.json.encode(self._secret_struct(**values))

    def read(self, data: msgspec.Raw, open_box: Callable[[Box], bytes | Withheld]) -> Any:
        if not self._personal:
            return self._whole_decode(data)
        plain = self._plain_decode(data)
        values = msgspec.structs.asdict(plain)
        box = values.pop(BOX)
        # No box: the event is older than its first personal field, which then has a default.
        opened = b"{}" if box is None else open_box(box)
        if isinstance(opened, Withheld):
            values |= dict.fromkeys(self._personal, opened)
        else:
            secret = self._secret_decode(opened)
            values |= {name: getattr(secret, name) for name in self._personal}
        return self._cls(**values)


@cache
def _shape_of(cls: type) -> _Shape:
    """Made once in a process: several codecs know the same class."""
    return _Shape(cls)


def personal_fields(cls: type) -> list[str]:
    """Names of the fields that travel sealed: for the field catalogue and the leak tests."""
    hints = get_type_hints(cls, include_extras=True)
    return [field.name for field in msgspec.structs.fields(cls) if _is_personal(hints[field.name])]


def _is_personal(hint: Any) -> bool:
    return get_origin(hint) is Annotated and PERSONAL in hint.__metadata__


def _refuse_hidden_personal(cls: type, hints: Mapping[str, Any]) -> None:
    """A mark inside an optional, a list or a nested Struct would leave the value in plain bytes."""
    for name, hint in hints.items():
        if name == BOX:
            raise TypeError(f"{cls.__name__}.{name}: this name is the box's")
        if not _is_personal(hint) and _holds_personal(hint, frozenset()):
            raise TypeError(f"{cls.__name__}.{name}: mark the whole field as Personal, not a part of it")


def _holds_personal(hint: Any, seen: frozenset[type]) -> bool:
    if _is_personal(hint):
        return True
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct) and hint not in seen:
        inner = get_type_hints(hint, include_extras=True).values()
        return any(_holds_personal(each, seen | {hint}) for each in inner)
    return any(_holds_personal(each, seen) for each in get_args(hint))


def _default(field: msgspec.structs.FieldInfo) -> Any:
    if field.default is not msgspec.NODEFAULT:
        return field.default
    if field.default_factory is not msgspec.NODEFAULT:
        return msgspec.field(default_factory=field.default_factory)
    return msgspec.NODEFAULT


def _field(name: str, hint: Any, default: Any) -> tuple[Any, ...]:
    return (name, hint) if default is msgspec.NODEFAULT else (name, hint, default)


def _aad(event_id: str, name: str) -> bytes:
    return f"{event_id}\n{name}".encode()
