"""JSON lines on stderr, one per event, with service and trace; never a personal datum.

Values are of a few plain types: anything else (a Struct, a dict, a list) is written as its type's name, so
that a whole command or event cannot slip into a line. An exception is written as its type and its places,
without its message, which may quote what it choked on; only what surely quotes nothing is kept of it.
"""

import logging
import sys
import traceback
from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import TextIO, cast
from uuid import UUID

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, FilteringBoundLogger, Processor, WrappedLogger

from chassis import trace
from kernel.errors import DomainError

PLAIN = (str, int, float, bool, type(None))
WRITTEN_AS_TEXT = (date, timedelta, Path, UUID, Enum)
Raised = tuple[type[BaseException], BaseException, TracebackType | None]


def configure(service: str, level: str = "INFO") -> None:
    """Send our lines and those of libraries (uvicorn, alembic, kafka) through the same processors."""
    shared: list[Processor] = [
        constant("service", service),
        structlog.processors.add_log_level,
        add_trace,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        exception_without_message,
        plain_values_only,
    ]
    stderr = cast(TextIO, Stderr())
    as_json = structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[*shared, as_json],
        logger_factory=structlog.WriteLoggerFactory(stderr),
        wrapper_class=structlog.make_filtering_bound_logger(level),
    )
    handler = logging.StreamHandler(stderr)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[ProcessorFormatter.remove_processors_meta, as_json],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    logging.getLogger("kafka").setLevel(logging.WARNING)  # below that it tells each refresh of its metadata
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        library = logging.getLogger(name)
        library.handlers, library.propagate = [], True


class Stderr:
    """Whatever stderr is at the moment of writing."""

    def write(self, text: str) -> int:
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


def logger(name: str) -> FilteringBoundLogger:
    """A logger of the part `name`: `logger("relay").info("relay_started", epoch=3)`."""
    bound: FilteringBoundLogger = structlog.get_logger().bind(logger=name)
    return bound


def constant(key: str, value: str) -> Processor:
    def add(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        event.setdefault(key, value)
        return event

    return add


def add_trace(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    inside = trace.known()
    if inside is not None:
        event["trace_id"], event["span_id"] = inside.trace_id, inside.span_id
    return event


def plain_values_only(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    for key, value in event.items():
        if key.startswith("_") or key == "exception" or isinstance(value, PLAIN):
            continue
        event[key] = str(value) if isinstance(value, WRITTEN_AS_TEXT) else f"<{type(value).__name__}>"
    return event


def exception_without_message(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    given = event.pop("exc_info", None)
    raised: Raised | tuple[None, None, None] | None = None
    if isinstance(given, BaseException):
        raised = (type(given), given, given.__traceback__)
    elif isinstance(given, tuple):
        raised = given
    elif given:
        raised = sys.exc_info()
    if raised is not None and raised[1] is not None:
        event["exception"] = list(told(raised[1]))
    return event


def told(error: BaseException) -> Iterator[str]:
    """The chain of errors, each as one line of type and detail, followed by its places, innermost last."""
    yield f"{type(error).__module__}.{type(error).__qualname__}{detail(error)}"
    for frame in traceback.extract_tb(error.__traceback__)[-20:]:
        yield f"  {frame.filename}:{frame.lineno} {frame.name}"
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield "caused by"
        yield from told(cause)


def detail(error: BaseException) -> str:
    if isinstance(error, DomainError):
        return f": {error.code}"
    if isinstance(error, OSError) and error.strerror:
        return f": {error.strerror}"
    sqlstate = getattr(error, "sqlstate", None)
    return f": SQLSTATE {sqlstate}" if isinstance(sqlstate, str) else ""
