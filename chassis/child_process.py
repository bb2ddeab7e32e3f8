"""A sandbox from outside: a foreign file is read by a child process, bounded here in its clock and its answer.

The child gets the file and nothing else: no environment, no open descriptor, no current folder to import from. What it
answers is as foreign as the file, and is decoded by type. What it gives up itself: `resource_limits.py`.
"""

import subprocess
import sys
from threading import Thread, Timer
from typing import IO, NamedTuple


class Answered(NamedTuple):
    """`was_killed`: its time was over, whatever it had told by then."""

    content: bytes
    was_killed: bool


def command_of(module: str) -> tuple[str, ...]:
    return (sys.executable, "-I", "-m", module)


def answered(command: tuple[str, ...], content: bytes, wall_s: float, answer_bytes_max: int) -> Answered:
    """What the child says of `content`, cut behind so many bytes. Raises `OSError` when there is no process to be
    had."""
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a traceback would show what is in the file
        env={},
        cwd="/",
        close_fds=True,
        start_new_session=True,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        alarm = Timer(wall_s, child.kill)
        feeder = Thread(target=_feed, args=(child.stdin, content), daemon=True)
        alarm.start()
        feeder.start()
        try:
            answer = child.stdout.read(answer_bytes_max)
        finally:
            ran_out = not alarm.is_alive()
            alarm.cancel()
            child.kill()
            feeder.join()
    return Answered(answer, ran_out)


def _feed(child: IO[bytes], content: bytes) -> None:
    try:
        with child:
            child.write(content)
    except BrokenPipeError:
        return  # it ended before it had read all; its answer says why
