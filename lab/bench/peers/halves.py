"""A contestant with two processes, as in real life: one that produces, and this one, which consumes."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

Produce = Callable[[int], object]


class Half:
    """The producing process: `make(settings)` gives its work, called for each `begin(count)`."""

    def __init__(self, make: Callable[[dict[str, Any]], Produce], settings: dict[str, Any]) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._line, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_serve, args=(make, settings, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self.done()  # ready

    def begin(self, count: int) -> None:
        self._line.send(count)

    def done(self) -> None:
        """Returns when the work that was begun is finished; raises EOFError if the process ended."""
        self._line.recv()


def _serve(make: Callable[[dict[str, Any]], Produce], settings: dict[str, Any], line: Connection) -> None:
    work = make(settings)
    line.send(True)
    while True:
        try:
            count = line.recv()
        except EOFError:
            return
        work(count)
        line.send(True)
