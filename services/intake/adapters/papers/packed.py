"""Bound on what a document unpacks to: a viewer would hold it. Each packed stream is unpacked piece by piece, counted,
and let go of."""

import zlib
from typing import Any, Final

from pypdf.generic import ArrayObject, StreamObject

from services.intake.adapters.papers.told import Unfit

UNPACKED_BYTES_MAX: Final = 1 << 30
"""Of all streams. Ten pages scanned in colour at 600 dots an inch are as much."""
PIECE: Final = 1 << 20
_FLATE: Final = {"/FlateDecode", "/Fl"}


def left_after(stream: StreamObject, left: int) -> int:
    """How many bytes the other streams may have. What is packed twice over is nobody's paper."""
    packed = sum(name in _FLATE for name in _filters(stream))
    if packed > 1:
        raise Unfit("attachment.too_complex")
    if packed == 0 or _filters(stream)[0] not in _FLATE:
        return left
    unpacking, rest = zlib.decompressobj(), stream._data
    while rest and left >= 0 and not unpacking.eof:
        try:
            left -= len(unpacking.decompress(rest, PIECE))
        except zlib.error:
            return left  # a viewer shows what came before
        rest = unpacking.unconsumed_tail
    if left < 0:
        raise Unfit("attachment.too_complex")
    return left


def _filters(stream: StreamObject) -> list[Any]:
    if "/Filter" not in stream:
        return []
    named = stream["/Filter"]
    return [one.get_object() for one in named] if isinstance(named, ArrayObject) else [named]
