"""Has a paper looked at by the child (`child_process.py`), two at a time, and says what its end means.

A picture may fill the child's memory while it is decoded: sixteen at once would take everybody's.
"""

from typing import Final

import msgspec

from chassis import child_process
from chassis.http.refusals.errors import Problem
from chassis.workbook.turns import Turns
from services.intake.adapters.papers.told import Accepted, Media, Refused

WALL_S: Final = 30.0
COME_AGAIN_S: Final = 15
ANSWER_BYTES_MAX: Final = 1024
AT_ONCE: Final = 2
WAITING: Final = 8
PATIENCE_S: Final = 40.0
_COMMAND: Final = child_process.command_of("services.intake.adapters.papers")
_ANSWER: Final[msgspec.json.Decoder[Accepted | Refused]] = msgspec.json.Decoder(Accepted | Refused)


class Inspection:
    def __init__(self) -> None:
        self._turns = Turns(AT_ONCE, WAITING, PATIENCE_S, busy="attachment.busy")

    def media_of(self, content: bytes) -> Media:
        """Raises Problem of one of the codes of `told.Refusal`, or `attachment.busy`."""
        with self._turns.to_read():
            return media_of(content)

    @property
    def waiting(self) -> int:
        return self._turns.waiting


def media_of(content: bytes, wall_s: float = WALL_S) -> Media:
    try:
        answer, was_killed = child_process.answered(_COMMAND, content, wall_s, ANSWER_BYTES_MAX)
    except OSError:  # no process or no memory to be had just now
        raise Problem("attachment.busy", retry_after_s=COME_AGAIN_S) from None
    if was_killed:  # what is too complex has used up its CPU time before: others had the machine
        raise Problem("attachment.busy", retry_after_s=COME_AGAIN_S)
    if not answer:
        raise Problem("attachment.too_complex")  # it ran out of memory or of time before it could say so
    try:
        told = _ANSWER.decode(answer)
    except msgspec.DecodeError:
        raise Problem("attachment.broken") from None
    if isinstance(told, Refused):
        raise Problem(told.code)
    return told.media
