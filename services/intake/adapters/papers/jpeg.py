"""A JPEG picture (ITU T.81): its segments one after another to the end of the file, then decoded.

A camera may put a second, smaller picture or some padding behind the first (CIPA DC-007). Anything else behind the end
of the picture is another file that hides there.
"""

from typing import Final

from services.intake.adapters.papers.pictures import decode
from services.intake.adapters.papers.told import Unfit

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_WITHOUT_LENGTH: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_PICTURES_MAX: Final = 8


def look(content: bytes) -> None:
    at = 0
    for _ in range(_PICTURES_MAX):
        at = _end_of_picture(content, at)
        if not content[at:].strip(b"\0"):
            decode(content, "JPEG")
            return
        at += len(content) - at - len(content[at:].lstrip(b"\0"))
        if not content.startswith(b"\xff\xd8\xff", at):
            break
    raise Unfit("attachment.two_files")


def _end_of_picture(content: bytes, at: int) -> int:
    """The place behind the picture that begins here. Raises `Unfit` for one that is broken off."""
    at += 2
    while at + 4 <= len(content) or content[at : at + 2] == bytes((0xFF, _END)):
        if content[at] != 0xFF:
            raise Unfit("attachment.broken")
        marker = content[at + 1]
        if marker == 0xFF:  # padding before a marker
            at += 1
        elif marker == _END:
            return at + 2
        elif marker in _WITHOUT_LENGTH:
            at += 2
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
            if marker == _SCAN:
                at = _end_of_scan(content, at)
    raise Unfit("attachment.broken")


def _end_of_scan(content: bytes, at: int) -> int:
    """The next marker that is no part of the compressed data."""
    while (at := content.find(b"\xff", at)) >= 0:
        following = content[at + 1 : at + 2]
        if following and following != b"\0" and following[0] not in _WITHOUT_LENGTH and following != b"\xff":
            return at
        at += 1
    raise Unfit("attachment.broken")
