"""Keeps child processes running: starts them, waits until they are ready, restarts what dies, ends all in order.

One thread of the supervisor's own starts every child, because the kernel ties a child to the thread that
started it (`machine.lifeline`): whatever ends this process, its children end too.
"""

import signal
import subprocess
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from machine.embedded import tail
from machine.program import Child, Program, StartFailed, end, given_up

TICK_S = 0.05
BACK_OFF_S = (0.0, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
STEADY_S = 10.0  # ready for so long: the next death is a new story


class Supervisor:
    """`start(*programs)` any number of times, then `stop()`; logs go to `log_dir/<name>.log`."""

    def __init__(self, log_dir: Path, on_event: Callable[[str, str], None] = lambda name, what: None) -> None:
        """`on_event(name, what)` hears of started, ready, died, killed (by us) and stopped children."""
        log_dir.mkdir(parents=True, exist_ok=True)
        self.log_dir = log_dir
        self._on_event = on_event
        self._children: dict[str, Child] = {}
        self._changed = threading.Condition()
        self._over = False
        self._thread = threading.Thread(target=self._watch, name="supervisor", daemon=True)
        self._thread.start()

    def start(self, *programs: Program, timeout_s: float = 60.0) -> None:
        """Start these together and wait until all are ready. Raises `StartFailed`; the others keep running."""
        with self._changed:
            for program in programs:
                if program.name in self._children:
                    raise ValueError(f"{program.name} runs already")
            self._children |= {program.name: Child(program) for program in programs}
        for program in programs:
            self.wait_ready(program.name, timeout_s)

    def wait_ready(self, name: str, timeout_s: float = 60.0, starts: int = 0) -> None:
        """Until `name` is ready, in its `starts`-th process or later. Raises `StartFailed`."""
        with self._changed:
            child = self._children[name]

            def settled() -> bool:
                return (child.ready and child.starts >= starts) or given_up(child) or self._over

            self._changed.wait_for(settled, timeout_s)
            if not child.ready:
                said = tail(self.log_path(name))
                raise StartFailed(f"{name} did not become ready. {self.log_path(name)} ends:\n{said}")

    def is_ready(self, name: str, starts: int = 0) -> bool:
        """Whether it is, in its `starts`-th process or later."""
        with self._changed:
            child = self._children[name]
            return child.ready and child.starts >= starts

    def kill(self, name: str) -> int:
        """SIGKILL now; it is restarted. Gives the number of the start to wait for: `wait_ready(name, starts=…)`.

        It is no death of its own: however often one kills, the next start waits for nothing.
        """
        with self._changed:
            child = self._children[name]
            if child.process is not None:
                child.process.kill()
                child.process.wait()
                child.process, child.ready, child.next_try = None, False, 0.0
                self._changed.notify_all()
                self._on_event(name, "killed")
            return child.starts + 1

    def stop_one(self, name: str, grace_s: float = 10.0, by: signal.Signals | None = None) -> None:
        """End one child for good: its stop signal (or `by`), then after `grace_s` SIGKILL."""
        with self._changed:
            child = self._children.pop(name)
            process = child.process
        if process is not None:
            end(process, by or child.program.stop_signal, grace_s)
        self._on_event(name, "stopped")

    def stop(self, grace_s: float = 10.0) -> None:
        """End all: those that stand on the first one together, then the first; may be called twice."""
        with self._changed:
            self._over = True
            self._changed.notify_all()
        foundation, *others = list(self._children) or [""]
        if others:
            with ThreadPoolExecutor(len(others)) as hands:
                list(hands.map(lambda name: self.stop_one(name, grace_s), reversed(others)))
        if foundation:
            self.stop_one(foundation, grace_s)
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def running(self) -> dict[str, int]:
        """Pids of the children that live, by name, in order of start."""
        with self._changed:
            return {n: c.process.pid for n, c in self._children.items() if c.process is not None}

    def log_path(self, name: str) -> Path:
        return self.log_dir / f"{name}.log"

    def _watch(self) -> None:
        # The thread must outlive its children: when it ends, the kernel signals them.
        while not (self._over and not self._children):
            with self._changed:
                children = [] if self._over else list(self._children.values())
                for child in children:
                    self._step(child)
            for child in children:
                self._ask_ready(child)
            time.sleep(TICK_S)

    def _step(self, child: Child) -> None:
        if child.process is not None and child.process.poll() is not None:
            self._died(child)
        if child.process is None and not given_up(child) and time.monotonic() >= child.next_try:
            self._spawn(child)

    def _spawn(self, child: Child) -> None:
        program = child.program
        program.before()
        with self.log_path(program.name).open("ab") as log:
            child.process = subprocess.Popen(
                program.command_line(),
                cwd=program.folder, env=dict(program.environment),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,  # Ctrl-C reaches us alone; we end the children in order
            )  # fmt: skip
        child.started = time.monotonic()
        child.starts += 1
        self._on_event(program.name, "started")

    def _died(self, child: Child) -> None:
        assert child.process is not None
        if child.ready and time.monotonic() - child.started > STEADY_S:
            child.deaths = 0
        code = child.process.returncode
        child.process, child.ready = None, False
        child.next_try = time.monotonic() + BACK_OFF_S[min(child.deaths, len(BACK_OFF_S) - 1)]
        child.deaths += 1
        self._changed.notify_all()
        self._on_event(child.program.name, f"died ({code})")

    def _ask_ready(self, child: Child) -> None:
        asked = child.process
        if asked is None or child.ready or not child.program.ready():
            return
        with self._changed:
            if child.process is asked and asked.poll() is None:
                child.ready = child.was_ready = True
                self._changed.notify_all()
        self._on_event(child.program.name, "ready")
