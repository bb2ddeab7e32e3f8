"""Places in our code that call outwards, met one after another; at one of them a fault strikes, once."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Literal, NamedTuple

Mode = Literal["before", "after", "torn", "holed"]
"""The call fails with no effect; it fails though its effect is there (a lost reply); only its first part has an
effect; only its last part has one, which an idempotent producer never does, and a follower stands all the same."""

ONCE: tuple[Mode, ...] = ("before",)
"""A call that changes nothing has one way to fail."""
TWICE: tuple[Mode, ...] = ("before", "after")

OURS = ("chassis.", "services.", "agencies.", "checks.", "machine.", "portal.", "cli.", "lab.")
SHARED = (
    "chassis.relay",
    "chassis.subscription_worker",
    "chassis.parked_messages",
    "chassis.subscription",
    "chassis.timers",
    "chassis.deliveries",
    "chassis.answer_retention",
    "chassis.http",
)
"""Code that all services run: a call there is one site, unless it names what it is about (or `fine` is set)."""
PASSED_THROUGH = (
    "chassis.store",
    "chassis.vault",
    "chassis.codec",
    "chassis.unit_of_work",
    "chassis.commands",
    "chassis.streams",
    "chassis.use_case",
)
"""Layers that everybody calls through: the site is who called them."""


class Site(NamedTuple):
    """`port`: the outside call; `where`: service, and which of its loops; `caller`: our function; `about`: what is
    appended, asked or sent by it."""

    port: str
    where: str
    caller: str
    about: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in self if part)


class Sites:
    """Asked by every wrapped port at every call. `met` holds each site's ways to fail, in the order of meeting."""

    def __init__(self) -> None:
        self.fine = False
        self.met: dict[Site, tuple[Mode, ...]] = {}
        self.struck = False
        self.looking = False
        self._target: tuple[Site, Mode] | None = None
        self._lock = threading.Lock()
        self._loop = threading.local()

    def watch(self) -> None:
        """From now on sites are noted, and nothing fails."""
        self._begin(None)
        self.met, self.looking = {}, True

    def arm(self, site: Site, mode: Mode) -> None:
        """The next call at this site fails."""
        self._begin((site, mode))

    def rest(self) -> None:
        """Nothing is noted, nothing fails."""
        self._begin(None)

    def at(
        self, port: str, service: str, about: str = "", modes: tuple[Mode, ...] = TWICE, own: bool = False
    ) -> Mode | None:
        """Called by a port for each call: how it has to fail now, None when it may go on. `own`: what the call is
        about belongs to this service and loop alone."""
        if not self.awake:
            return None
        where, by = f"{service}/{self.loop_name}" if self.loop_name else service, caller()
        shared = by.startswith(SHARED) and not own and not self.fine
        site = Site(port, "" if shared else where, by, about)
        with self._lock:
            if self.looking:
                self.met.setdefault(site, modes)
            if self._target is None or self._target[0] != site:
                return None
            mode, self._target, self.struck = self._target[1], None, True
            return mode

    @property
    def awake(self) -> bool:
        """Whether a call is of any interest now."""
        return self.looking or self._target is not None

    @property
    def loop_name(self) -> str:
        return getattr(self._loop, "name", "")

    @contextmanager
    def loop(self, name: str) -> Iterator[None]:
        """Sites of this thread belong to that loop of the service."""
        self._loop.name = name
        try:
            yield
        finally:
            self._loop.name = ""

    def _begin(self, target: tuple[Site, Mode] | None) -> None:
        self._target, self.struck, self.looking = target, False, False


def caller() -> str:
    """The nearest function of ours up the stack that is no layer which everybody calls through."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        if module.startswith(OURS) and not module.startswith(PASSED_THROUGH):
            return f"{module}.{frame.f_code.co_qualname}"
        frame = frame.f_back
    return ""
