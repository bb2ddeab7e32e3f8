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


LEAVES_AMID = "plans"
"""The stage in the middle of which a second worker leaves."""


class NotKilled(Exception):
    """A stage that was to be disturbed had no middle: the population is too small."""


class Disturber:
    """`names`: who is to be killed, of `MOMENTS`; `leaving`: a second worker, which ends in order midway."""

    def __init__(self, supervisor: Supervisor, names: tuple[str, ...], leaving: str | None = None) -> None:
        self._supervisor = supervisor
        self._leaving = leaving
        self._left = {name: MOMENTS[name] for name in names}
        self._lock = threading.Lock()

    def require_all_done(self) -> None:
        if self._leaving:
            raise NotKilled(f"{self._leaving} never left: the plans had no middle")
        if self._left:
            raise NotKilled(f"never in the middle of it: {', '.join(sorted(self._left.values()))}")

    def midway(self, stage: str) -> None:
        """Half of the stage is done: kill who dies here."""
        with self._lock:
            names = [name for name, moment in self._left.items() if moment == stage]
            for name in names:
                del self._left[name]
            leaving, self._leaving = (self._leaving, None) if stage == LEAVES_AMID else (None, self._leaving)
        for name in names:
            self._supervisor.kill(name)
        if leaving:
            self._supervisor.stop_one(leaving)
