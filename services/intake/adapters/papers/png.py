"""A PNG picture (ISO/IEC 15948): its chunks, each with its checksum, to IEND at the end of the file, then decoded."""

import zlib
from typing import Final

from services.intake.adapters.papers.pictures import decode
from services.intake.adapters.papers.told import Unfit

_SIGNATURE_BYTES: Final = 8
_AROUND: Final = 12
"""Bytes of a chunk beside its data: length, type, checksum."""


def look(content: bytes) -> None:
    at, kind = _SIGNATURE_BYTES, b""
    while kind != b"IEND":
        length = int.from_bytes(content[at : at + 4], "big")
        kind, end = content[at + 4 : at + 8], at + _AROUND + length
        checked = zlib.crc32(content[at + 4 : end - 4])
        if end > len(content) or content[end - 4 : end] != checked.to_bytes(4, "big"):
            raise Unfit("attachment.broken")
        at = end
    if content[at:].strip(b"\0"):
        raise Unfit("attachment.two_files")
    decode(content, "PNG")
