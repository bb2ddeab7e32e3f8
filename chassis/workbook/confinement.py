"""Runs the parser in a child process (`child_process.py`) and says what its end means: one that dies, or is killed, has
refused the file.
"""

from typing import Final

import msgspec

from chassis import child_process
from chassis.http.refusals.errors import Problem
from chassis.workbook.told import ROWS_MAX, TOLD_BYTES_MAX, Line, Refused, Rest, Whole

WALL_S: Final = 60.0
"""Less than those who wait have patience (`turns.py`): whoever is read before them is not their refusal."""
COME_AGAIN_S: Final = 15
_COMMAND: Final = child_process.command_of("chassis.workbook")
_MEMBERS: Final = msgspec.json.Decoder(Line | Rest | Refused)


def read(content: bytes, wall_s: float = WALL_S) -> Whole:
    """The first visible sheet. Raises Problem `roster.no_workbook`, `.too_large`, `.too_long`, `.marks` or `.busy`."""
    try:
        answer, was_killed = child_process.answered(_COMMAND, content, wall_s, TOLD_BYTES_MAX * 2 + 1)
    except OSError:  # no process or no memory to be had just now
        raise Problem("roster.busy", retry_after_s=COME_AGAIN_S) from None
    if was_killed:  # what is too large has used up its CPU time before: others had the machine
        raise Problem("roster.busy", retry_after_s=COME_AGAIN_S)
    if len(answer) > TOLD_BYTES_MAX * 2:
        raise Problem("roster.too_large")
    return _whole(answer)


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
                case Refused(code=code, row=row):
                    raise Problem(code, rows_max=ROWS_MAX, row=row)
    except msgspec.DecodeError:
        raise Problem("roster.no_workbook") from None
    raise Problem("roster.too_large")  # it ran out of memory or of time before it could say so
