"""Wait for a point, never for a time."""

import time
from collections.abc import Callable

import pytest


def wait_until(reached: Callable[[], object], what: str, timeout_s: float = 30.0) -> None:
    """Return when `reached()` is true; fail, naming `what`, after `timeout_s`."""
    deadline = time.monotonic() + timeout_s
    while not reached():
        if time.monotonic() > deadline:
            pytest.fail(f"waited {timeout_s:g} s in vain for {what}")
        time.sleep(0.02)
