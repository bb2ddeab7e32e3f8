"""W3C Trace Context (level 1): one `traceparent` per flow of work, carried over HTTP and the bus."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token

import msgspec

PATTERN = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")


class Trace(msgspec.Struct, frozen=True):
    """`trace_id`: 32 lower-case hex digits; `span_id`: 16; neither is all zeros."""

    trace_id: str
    span_id: str
    sampled: bool = True


class Later(msgspec.Struct, frozen=True):
    """A caller's `traceparent` that nobody has asked for yet: most messages are handled without one."""

    traceparent: str | None


_current: ContextVar[Trace | Later | None] = ContextVar("trace", default=None)


def current() -> Trace:
    """The trace of this flow of work; a new one begins where there is none."""
    return known() or start(None)


def known() -> Trace | None:
    """The trace of this flow of work, if it has one."""
    found = _current.get()
    return start(found.traceparent) if isinstance(found, Later) else found


def start(traceparent: str | None) -> Trace:
    """Continue the caller's trace, or begin one, for the rest of this context (one request, one task)."""
    inside = inside_of(parse(traceparent))
    _current.set(inside)
    return inside


@contextmanager
def use(trace: Trace | None) -> Iterator[Trace]:
    """Work inside a child of `trace`, or in a new trace when there is none."""
    inside = inside_of(trace)
    token = _current.set(inside)
    try:
        yield inside
    finally:
        _current.reset(token)


class following:
    """Work that a message caused: its trace is made when it is asked for. A class: every message enters one."""

    def __init__(self, traceparent: str | None) -> None:
        self._caller = Later(traceparent)

    def __enter__(self) -> None:
        self._token: Token[Trace | Later | None] = _current.set(self._caller)

    def __exit__(self, *_: object) -> None:
        _current.reset(self._token)


def header(trace: Trace | None = None) -> str:
    """The `traceparent` of `trace`, or of this flow of work."""
    trace = trace or current()
    return f"00-{trace.trace_id}-{trace.span_id}-{'01' if trace.sampled else '00'}"


def parse(traceparent: str | None) -> Trace | None:
    """None for what is missing or malformed: a bad header begins a new trace (W3C Trace Context, 4.3)."""
    found = PATTERN.fullmatch(traceparent.strip()) if traceparent else None
    if found is None:
        return None
    version, trace_id, span_id, flags, more = found.groups()
    if version == "ff" or (version == "00" and more) or set(trace_id) == {"0"} or set(span_id) == {"0"}:
        return None
    return Trace(trace_id, span_id, sampled=bool(int(flags, 16) & 1))


def inside_of(caller: Trace | None) -> Trace:
    """A child of the caller's trace, or a new one."""
    if caller is None:
        return Trace(random_id(16), random_id(8))
    return Trace(caller.trace_id, random_id(8), caller.sampled)


def random_id(size: int) -> str:
    """`size` random bytes in hex, never all zeros."""
    while not any(made := os.urandom(size)):
        pass
    return made.hex()
