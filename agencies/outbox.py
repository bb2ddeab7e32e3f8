"""Sends letters when they are due: a few threads, one attempt after another until the other side took it.

`due` is business time, so a step of the demo's clock releases many at once; holding back and back-off
are real time. Every letter is sent at least once.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable
from datetime import datetime
from itertools import count
from threading import Condition, Thread
from typing import Any

import msgspec

from agencies.faults import BAD_COPIES, Fault
from agencies.half_sent import send_half
from agencies.letters import Letter
from chassis import logs
from chassis.client import Reply, Unreachable
from chassis.clock import Clock

OWED_MAX = 50_000
"""Letters promised and not yet sent; beyond it questions are answered with 503 and come again."""
CLOCK_EVERY_S = 0.05
"""How often each sender asks the clock while letters wait for it: business time may jump."""
BACKOFF_MAX_S = 1.0


class Rest(msgspec.Struct, frozen=True):
    """What is still to come. Quiet: `due` and `in_flight` are both 0."""

    due: int
    in_flight: int
    waiting: int
    earliest_due: datetime | None


class Outbox:
    """`render` makes a letter's body anew at each attempt (the signature is of that moment);
    `sent` is told when a letter needs no more attempts; `post` is the one door outwards, and `cut` closes it midway;
    `told` hears what each attempt came to."""

    def __init__(
        self,
        clock: Clock,
        render: Callable[[Letter], bytes],
        post: Callable[[str, bytes], Reply],
        sent: Callable[[Letter], None],
        cut: Callable[[str, bytes], None] = send_half,
        told: Callable[[Letter, str], None] = lambda letter, outcome: None,
    ) -> None:
        self._clock, self._render, self._post, self._sent, self._cut = clock, render, post, sent, cut
        self._told = told
        self._condition = Condition()
        self._order = count()
        self._waiting: list[tuple[datetime, int, Letter]] = []
        self._ready: list[tuple[float, int, int, Letter]] = []
        self._busy = 0
        self._stopping = False
        self._threads: list[Thread] = []

    def put(self, letter: Letter) -> None:
        with self._condition:
            heapq.heappush(self._waiting, (letter.due, next(self._order), letter))
            self._condition.notify()

    def is_full(self) -> bool:
        with self._condition:
            return len(self._waiting) + len(self._ready) >= OWED_MAX

    def rest(self) -> Rest:
        with self._condition:
            now = self._clock.now()
            due = sum(1 for when, _, _ in self._waiting if when <= now)
            later = [when for when, _, _ in self._waiting if when > now]
            return Rest(due, len(self._ready) + self._busy, len(later), min(later, default=None))

    def start(self, threads: int = 4) -> None:
        self._threads = [Thread(target=self._run, daemon=True, name=f"sender-{n}") for n in range(threads)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ends after the attempts under way; what is left is in the journal."""
        with self._condition:
            self._stopping = True
            self._condition.notify_all()
        for thread in self._threads:
            thread.join(timeout=15)

    def _run(self) -> None:
        while (taken := self._take()) is not None:
            attempt, letter = taken
            done = False
            try:
                done = self._attempt(letter)
                if done:
                    self._sent(letter)
            except Exception:
                logs.logger(__name__).exception("letter_failed", agency=letter.agency)
                done = False
            self._settle(letter, attempt, done)

    def _take(self) -> tuple[int, Letter] | None:
        """The next letter to try, waiting for one; None at the end."""
        with self._condition:
            while not self._stopping:
                self._release()
                if self._ready and self._ready[0][0] <= time.monotonic():
                    _, _, attempt, letter = heapq.heappop(self._ready)
                    self._busy += 1
                    return attempt, letter
                self._condition.wait(self._rests_s())
            return None

    def _rests_s(self) -> float | None:
        """How long there is nothing to try unless a letter is put in; None: for ever."""
        held = [max(0.0, self._ready[0][0] - time.monotonic())] if self._ready else []
        return min(held + [CLOCK_EVERY_S] * bool(self._waiting), default=None)

    def _release(self) -> None:
        """Move what has become due from waiting to ready."""
        if not self._waiting:
            return
        now = self._clock.now()
        while self._waiting and self._waiting[0][0] <= now:
            _, order, letter = heapq.heappop(self._waiting)
            heapq.heappush(self._ready, (time.monotonic() + letter.hold_s, order, 0, letter))

    def _attempt(self, letter: Letter) -> bool:
        """True when the other side answered for good: it took the letter, or it refused it (4xx).

        A signature that it does not believe (401) is made anew and sent again, unless the letter is bad on purpose: the
        clock of one of us may be wrong for a while, and what is an answer to one household must not be lost over it.
        """
        copy, body = letter.copy, self._render(letter)
        bad = copy in BAD_COPIES
        if copy == Fault.HALF_ANSWER:
            self._cut(letter.url, body)
            self._told(letter, "closed midway")
            return True
        try:
            reply: Any = self._post(letter.url, body)
        except Unreachable as error:
            self._told(letter, f"unreachable: {error.reason}")
            return False
        self._told(letter, f"HTTP {reply.status}")
        if reply.status >= 400 and not bad:
            logs.logger(__name__).warning("letter_refused", agency=letter.agency, status=reply.status)
        again = (408, 425, 429) if bad else (401, 408, 425, 429)
        return reply.status < 500 and reply.status not in again

    def _settle(self, letter: Letter, attempt: int, done: bool) -> None:
        with self._condition:
            self._busy -= 1
            if not done:
                again = time.monotonic() + min(BACKOFF_MAX_S, 0.05 * 2**attempt)
                heapq.heappush(self._ready, (again, next(self._order), min(attempt + 1, 10), letter))
            self._condition.notify()
