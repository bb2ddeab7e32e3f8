"""Kills processes in the middle of the work, once each, as `kill -9` does; the supervisor starts them again."""

import threading

from cli.supervisor import Supervisor

MOMENTS = {
    "verification": "applications",
    "agencies": "applications",
    "intake": "reviews",
    "postgres": "helpers",
    "assistance": "plans",
    "ledger": "plans",
}
"""Process -> the stage in the middle of which it dies."""


class NotKilled(Exception):
    """A stage that was to be disturbed had no middle: the population is too small."""


class Disturber:
    """`names`: who is to be killed, of `MOMENTS`."""

    def __init__(self, supervisor: Supervisor, names: tuple[str, ...]) -> None:
        self._supervisor = supervisor
        self._left = {name: MOMENTS[name] for name in names}
        self._lock = threading.Lock()

    def require_all_done(self) -> None:
        if self._left:
            raise NotKilled(f"never in the middle of it: {', '.join(sorted(self._left.values()))}")

    def midway(self, stage: str) -> None:
        """Half of the stage is done: kill who dies here."""
        with self._lock:
            names = [name for name, moment in self._left.items() if moment == stage]
            for name in names:
                del self._left[name]
        for name in names:
            self._supervisor.kill(name)
