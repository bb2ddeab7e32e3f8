"""A PDF document (ISO 32000) with nothing in it that acts: every object is read, wherever it lies, and looked at.

A paper is looked at by people, so what a viewer would run, open, fetch or unpack has no business in it. Names are
compared as a viewer reads them: `/J#61vaScript` is `/JavaScript`.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from services.intake.adapters.papers.told import Unfit

OBJECTS_MAX: Final = 100_000
VALUES_MAX: Final = 2_000_000
"""Of all objects, dictionaries' and arrays' together."""
PAGES_MAX: Final = 500

_ACTING_KEYS: Final = {
    "/JS", "/JavaScript", "/Launch", "/EmbeddedFiles", "/EF", "/RichMediaContent", "/RichMediaSettings", "/XFA",
}  # fmt: skip
_ACTIONS: Final = {
    "/JavaScript", "/Launch", "/GoToR", "/GoToE", "/ImportData", "/SubmitForm", "/Rendition", "/Movie", "/Sound",
    "/RichMediaExecute", "/GoTo3DView",
}  # fmt: skip
_ACTING_THINGS: Final = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/EmbeddedFile"}
_WRITTEN: Final = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia\w*)(?![A-Za-z0-9_])")
"""What a viewer that mends a broken file would find, though its table of objects does not name it."""
_HEX: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_BLANK: Final = b"\0\t\n\f\r "


def look(content: bytes) -> None:
    if not content.rstrip(_BLANK).endswith(b"%%EOF"):
        raise Unfit("attachment.two_files" if b"%%EOF" in content else "attachment.broken")
    reader = PdfReader(
        BytesIO(content), root_object_recovery_limit=OBJECTS_MAX, xref_stream_maximum_entries=OBJECTS_MAX
    )
    if reader.is_encrypted or "/Encrypt" in reader.trailer:
        raise Unfit("attachment.encrypted")
    if _WRITTEN.search(_HEX.sub(lambda found: bytes((int(found[1], 16),)), content)):
        raise Unfit("attachment.active")
    for value in _values(reader):
        if isinstance(value, DictionaryObject) and _acts(value):
            raise Unfit("attachment.active")
    if not 0 < len(reader.pages) <= PAGES_MAX:
        raise Unfit("attachment.broken" if len(reader.pages) == 0 else "attachment.too_complex")


def _acts(value: DictionaryObject) -> bool:
    return (
        not _ACTING_KEYS.isdisjoint(value)
        or value.get("/S") in _ACTIONS
        or not _ACTING_THINGS.isdisjoint((value.get("/Subtype"), value.get("/Type")))
    )


def _values(reader: PdfReader) -> Iterator[Any]:
    """Everything that any object holds; references are not followed, since what they refer to is an object too."""
    left = VALUES_MAX
    for reference in _references(reader):
        waiting: list[Any] = [reader.get_object(reference)]
        while waiting:
            value = waiting.pop()
            yield value
            if isinstance(value, IndirectObject):
                continue
            inner: list[Any] = []
            if isinstance(value, DictionaryObject):
                inner = [value.raw_get(key) for key in value]
            elif isinstance(value, ArrayObject):
                inner = list(value)
            left -= len(inner) + 1
            if left < 0:
                raise Unfit("attachment.too_complex")
            waiting += [one for one in inner if not isinstance(one, IndirectObject)]


def _references(reader: PdfReader) -> list[IndirectObject]:
    plain = [(number, generation) for generation, table in reader.xref.items() for number in table]
    packed = [(number, 0) for number in reader.xref_objStm]
    if len(plain) + len(packed) > OBJECTS_MAX:
        raise Unfit("attachment.too_complex")
    return [IndirectObject(number, generation, reader) for number, generation in (*plain, *packed)]
