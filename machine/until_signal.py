"""Run until somebody ends it: Ctrl-C or SIGTERM, once for an orderly end."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def ended_by_signal() -> Iterator[threading.Event]:
    """An event that the first SIGINT or SIGTERM sets; a second Ctrl-C interrupts as usual. Main thread only."""
    over = threading.Event()

    def first(_number: int, _frame: FrameType | None) -> None:
        over.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = {number: signal.signal(number, first) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield over
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
