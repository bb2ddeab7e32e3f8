"""Bound on what a document unpacks to: a viewer would hold it. Each packed stream is unpacked piece by piece, counted,
and let go of; of a picture that only a viewer unpacks, what it says of its size counts (ISO 32000-2, 7.4)."""

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, Final

from PIL import Image, UnidentifiedImageError
from pypdf.filters import ASCII85Decode, ASCIIHexDecode
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from services.intake.adapters.papers.told import Unfit

UNPACKED_BYTES_MAX: Final = 1 << 30
"""Of all streams. Ten pages scanned in colour at 600 dots an inch are as much."""
PICTURE_PIXELS_MAX: Final = 1 << 27
"""Of one picture: the largest sheet that is scanned, at 800 dots an inch."""
PIECE: Final = 1 << 20
_LZW_CLEAR, _LZW_END, _LZW_FIRST = 256, 257, 258
_LZW_NARROWEST, _LZW_WIDEST = 9, 12


def left_after(stream: StreamObject, left: int) -> int:
    """How many bytes the other streams may have. What is packed twice over is nobody's paper, nor what no reader of the
    standard unpacks."""
    content, packed = stream._data, False
    for name in _filters(stream):
        if name in _SPELLED:
            content = b"" if packed else _SPELLED[name](content)
        elif name in _PACKED:
            if packed:
                raise Unfit("attachment.too_complex")
            packed = True
            for size in _PACKED[name](content):
                left -= size
                if left < 0:
                    raise Unfit("attachment.too_complex")
        elif name not in _PIXEL_BITS:
            raise Unfit("attachment.too_complex")
        else:
            left -= _pixels(stream, b"" if packed else content) * _PIXEL_BITS[name] // 8
    if left < 0 or _pixels(stream, b"") > PICTURE_PIXELS_MAX:
        raise Unfit("attachment.too_complex")
    return left


def _filters(stream: StreamObject) -> list[Any]:
    if "/Filter" not in stream:
        return []
    named = stream["/Filter"]
    return [one.get_object() for one in named] if isinstance(named, ArrayObject) else [named]


def _spelled(decoded: Callable[[bytes], Any]) -> Callable[[bytes], bytes]:
    """What was spelled in letters; nothing where no viewer could read it."""

    def read(content: bytes) -> bytes:
        try:
            found = decoded(content)
        except Exception:  # whatever the library stumbles on, it is no content
            return b""
        return found if isinstance(found, bytes) else str(found).encode("latin-1", "replace")

    return read


def _flate(content: bytes) -> Iterator[int]:
    """Sizes of the pieces; a viewer shows what came before an error."""
    unpacking, rest = zlib.decompressobj(), content
    while rest and not unpacking.eof:
        try:
            yield len(unpacking.decompress(rest, PIECE))
        except zlib.error:
            return
        rest = unpacking.unconsumed_tail


def _lzw(content: bytes) -> Iterator[int]:
    """As either of the two ways reads it in which a code may grow wider (`EarlyChange`)."""
    yield max(sum(_lzw_lengths(content, early)) for early in (0, 1))


def _lzw_lengths(content: bytes, early: int) -> Iterator[int]:
    """Lengths alone: each new entry of the table is one byte longer than what stood before it in the text."""
    buffer, bits, width, before = 0, 0, _LZW_NARROWEST, 0
    lengths = [1] * _LZW_FIRST
    for byte in content:
        buffer, bits = (buffer << 8 | byte) & 0xFFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code = buffer >> bits & (1 << width) - 1
        if code == _LZW_CLEAR:
            del lengths[_LZW_FIRST:]
            width, before = _LZW_NARROWEST, 0
            continue
        if before and len(lengths) < 1 << _LZW_WIDEST:
            lengths.append(before + 1)
        if code == _LZW_END or code >= len(lengths):
            return
        before = lengths[code]
        width = min(max(_LZW_NARROWEST, (len(lengths) + early).bit_length()), _LZW_WIDEST)
        yield before


def _run_length(content: bytes) -> Iterator[int]:
    at = 0
    while at < len(content) and content[at] != 128:
        length = content[at]
        yield length + 1 if length < 128 else 257 - length
        at += length + 2 if length < 128 else 2


def _pixels(stream: StreamObject, content: bytes) -> int:
    """As the document says, as the parameters of a fax say, as a photograph's own head says: the most of them."""
    told = [_area(stream, "/Width", "/Height"), _area(stream, "/W", "/H")]
    for parameters in _parameters(stream):
        told.append(_area(parameters, "/Columns", "/Rows"))
    if content[:2] == b"\xff\xd8":
        try:
            with Image.open(BytesIO(content), formats=["JPEG"]) as picture:
                told.append(picture.width * picture.height)
        except Image.DecompressionBombError:
            raise Unfit("attachment.too_complex") from None
        except (UnidentifiedImageError, OSError, SyntaxError):
            return max(told)  # no viewer shows it
    return max(told)


def _area(said: DictionaryObject, one: str, other: str) -> int:
    sides = [said[key] for key in (one, other) if key in said]
    whole = [side for side in sides if isinstance(side, int) and side > 0]
    return whole[0] * whole[1] if len(whole) == 2 else 0


def _parameters(stream: StreamObject) -> Iterator[DictionaryObject]:
    for key in {"/DecodeParms", "/DP"} & stream.keys():
        said = stream[key]
        every = [one.get_object() for one in said] if isinstance(said, ArrayObject) else [said]
        yield from (one for one in every if isinstance(one, DictionaryObject))


_SPELLED: Final = {
    name: _spelled(decoded)
    for names, decoded in (
        (("/ASCIIHexDecode", "/AHx"), ASCIIHexDecode.decode),
        (("/ASCII85Decode", "/A85"), ASCII85Decode.decode),
    )
    for name in names
}
_PACKED: Final = {
    "/FlateDecode": _flate, "/Fl": _flate, "/LZWDecode": _lzw, "/LZW": _lzw, "/RunLengthDecode": _run_length,
    "/RL": _run_length,
}  # fmt: skip
_PIXEL_BITS: Final = {
    "/CCITTFaxDecode": 1, "/CCF": 1, "/JBIG2Decode": 1, "/DCTDecode": 24, "/DCT": 24, "/JPXDecode": 24,
}  # fmt: skip
"""What a viewer holds for a pixel."""
