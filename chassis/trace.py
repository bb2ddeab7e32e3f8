"""W3C Trace Context (level 1): one `traceparent` per flow of work, carried over HTTP and the bus."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

PATTERN = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")


@dataclass(frozen=True)
class Trace:
    """`trace_id`: 32 lower-case hex digits; `span_id`: 16; neither is all zeros."""

    trace_id: str
    span_id: str
    sampled: bool = True


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)


def current() -> Trace:
    """The trace of this flow of work; a new one begins where there is none."""
    return _current.get() or start(None)


def known() -> Trace | None:
    """The trace of this flow of work, if it has one."""
    return _current.get()


def start(traceparent: str | None) -> Trace:
    """Continue the caller's trace, or begin one, for the rest of this context (one request, one task)."""
    caller = parse(traceparent)
    inside = new() if caller is None else child(caller)
    _current.set(inside)
    return inside


@contextmanager
def use(trace: Trace | None) -> Iterator[Trace]:
    """Work inside a child of `trace`, or in a new trace when there is none."""
    inside = new() if trace is None else child(trace)
    token = _current.set(inside)
    try:
        yield inside
    finally:
        _current.reset(token)


def header(trace: Trace | None = None) -> str:
    """The `traceparent` of `trace`, or of this flow of work."""
    trace = trace or current()
    return f"00-{trace.trace_id}-{trace.span_id}-{'01' if trace.sampled else '00'}"


def parse(traceparent: str | None) -> Trace | None:
    """None for what is missing or malformed: a bad header begins a new trace, it is no error (§4.3)."""
    found = PATTERN.fullmatch(traceparent.strip()) if traceparent else None
    if found is None:
        return None
    version, trace_id, span_id, flags, more = found.groups()
    if version == "ff" or (version == "00" and more) or set(trace_id) == {"0"} or set(span_id) == {"0"}:
        return None
    return Trace(trace_id, span_id, sampled=bool(int(flags, 16) & 1))


def new() -> Trace:
    return Trace(random_id(16), random_id(8))


def child(trace: Trace) -> Trace:
    return replace(trace, span_id=random_id(8))


def random_id(size: int) -> str:
    """`size` random bytes in hex, never all zeros."""
    while set(made := secrets.token_hex(size)) == {"0"}:
        pass
    return made
