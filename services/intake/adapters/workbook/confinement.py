"""Runs the parser in a child process and bounds it from outside: its clock, its answer, and how many there are at once.

The child gets the file and nothing else: no environment, no open descriptor, no current folder to import from. What it
answers is as foreign as the file, and is decoded by type. One that dies, or is killed, has refused the file.
"""

import subprocess
import sys
from threading import Thread, Timer
from typing import IO, Final

import msgspec

from chassis.http.refusals.errors import Problem
from services.intake.adapters.workbook.told import ROWS_MAX, TOLD_BYTES_MAX, Line, Refused, Rest, Whole

WALL_S: Final = 60.0
"""Less than those who wait have patience (`roster_turns.py`): whoever is read before them is not their refusal."""
COME_AGAIN_S: Final = 15
_COMMAND: Final = (sys.executable, "-I", "-m", "services.intake.adapters.workbook")
_MEMBERS: Final = msgspec.json.Decoder(Line | Rest | Refused)


def read(content: bytes, wall_s: float = WALL_S) -> Whole:
    """The first visible sheet. Raises Problem `roster.no_workbook`, `.too_large`, `.too_long` or `.busy`."""
    try:
        answer, was_killed = _answer(content, wall_s)
    except OSError:  # no process or no memory to be had just now
        raise Problem("roster.busy", retry_after_s=COME_AGAIN_S) from None
    if was_killed:  # what is too large has used up its CPU time before: others had the machine
        raise Problem("roster.busy", retry_after_s=COME_AGAIN_S)
    if len(answer) > TOLD_BYTES_MAX * 2:
        raise Problem("roster.too_large")
    return _whole(answer)


def _answer(content: bytes, wall_s: float) -> tuple[bytes, bool]:
    with subprocess.Popen(
        _COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a traceback would show cells
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
            answer = child.stdout.read(TOLD_BYTES_MAX * 2 + 1)
        finally:
            ran_out = not alarm.is_alive()
            alarm.cancel()
            child.kill()
            feeder.join()
    return answer, ran_out


def _feed(child: IO[bytes], content: bytes) -> None:
    try:
        with child:
            child.write(content)
    except BrokenPipeError:
        return  # it ended before it had read all; its answer says why


def _whole(answer: bytes) -> Whole:
    """Whole only with its last line: a child that died midway has told a part, and a part is nothing."""
    lines: dict[int, Line] = {}
    try:
        for piece in answer.splitlines():
            match _MEMBERS.decode(piece):
                case Line() as line:
                    lines[line.number] = line
                case Rest() as rest:
                    return Whole(lines, rest)
                case Refused(code=code):
                    raise Problem(code, rows_max=ROWS_MAX)
    except msgspec.DecodeError:
        raise Problem("roster.no_workbook") from None
    raise Problem("roster.too_large")  # it ran out of memory or of time before it could say so
