"""Optimistic concurrency: whoever decides names the version that they saw, and is told what happened since.

Told only "stale", people load, look for the difference themselves, and decide on what they overlooked.
"""

from typing import Any, Final

from chassis.store import Loaded
from kernel.errors import DomainError

HAPPENED_MAX: Final = 50
"""As much as is told to whom somebody was faster than."""


def require_seen(loaded: Loaded[Any], expected: int | None) -> None:
    """Raises DomainError `stale_version` when the stream is not at `expected`; None asks nothing."""
    if expected is not None and expected != loaded.version:
        raise DomainError("stale_version", version=loaded.version, happened=_since(loaded, expected))


def _since(loaded: Loaded[Any], seen: int) -> list[dict[str, str]]:
    """What the caller has not seen yet, by whom and when: which kinds of event, nothing of what they say."""
    return [
        {
            "event": type(one.event).__name__,
            "by": one.envelope.actor,
            "at": one.envelope.time.isoformat(),
        }
        for one in loaded.recorded[seen:][-HAPPENED_MAX:]
    ]
