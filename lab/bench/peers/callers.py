"""Many callers at once, each waiting for its answer before it asks again: how a service is used."""

import threading
import time
from collections.abc import Callable


def spread(callers: int, count: int, work: Callable[[int], object]) -> float:
    """Calls `work(number)` for each number below `count` from so many threads; the seconds from first to last."""
    gate = threading.Barrier(callers + 1)
    failures: list[BaseException] = []

    def call(first: int) -> None:
        gate.wait()
        try:
            for number in range(first, count, callers):
                work(number)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=call, args=(first,)) for first in range(callers)]
    for thread in threads:
        thread.start()
    gate.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    if failures:
        raise failures[0]
    return seconds
