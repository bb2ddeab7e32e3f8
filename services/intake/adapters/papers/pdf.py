"""A PDF document (ISO 32000) with nothing in it that acts: every object is read, wherever it lies, and looked at.

A paper is looked at by people, so what a viewer would run, open, fetch or unpack has no business in it. Names are
compared as a viewer reads them: `/J#61vaScript` is `/JavaScript`.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from services.intake.adapters.papers import packed
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
_AT_ONCE: Final = {"/GoTo", "/Named"}
"""What may happen when a document or a page is opened: a place in it is shown, it is printed. No address is called."""
_ADDRESS: Final = re.compile(r"\s*(?:https?:|mailto:|tel:|[^:\\]*$)", re.IGNORECASE)
"""Where a link may lead, when somebody follows it: to a page, to a person, or to a place without a scheme."""
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
    left = packed.UNPACKED_BYTES_MAX
    for value in _values(reader):
        if isinstance(value, StreamObject):
            left = packed.left_after(value, left)
        if isinstance(value, DictionaryObject) and _acts(value):
            raise Unfit("attachment.active")
    if not 0 < len(reader.pages) <= PAGES_MAX:
        raise Unfit("attachment.broken" if len(reader.pages) == 0 else "attachment.too_complex")


def _acts(value: DictionaryObject) -> bool:
    action = _said(value, "/S")
    return (
        not _ACTING_KEYS.isdisjoint(value)
        or action in _ACTIONS
        or not _ACTING_THINGS.isdisjoint((_said(value, "/Subtype"), _said(value, "/Type")))
        or (action == "/URI" and _ADDRESS.match(_address(value)) is None)
        or not all(map(_may_happen_at_once, _opening(value)))
    )


def _said(value: DictionaryObject, key: str) -> Any:
    """Behind a reference, too, as a viewer reads it; a word or a text alone, for anything else is not hashable."""
    if key not in value:
        return None
    said = value[key]
    return said if isinstance(said, str) else None


def _address(value: DictionaryObject) -> str:
    """Bytes that are no text have an address in them all the same."""
    if "/URI" not in value:
        return ""
    said = value["/URI"]
    return said.decode("latin-1") if isinstance(said, bytes) else str(said)


def _opening(value: DictionaryObject) -> Iterator[Any]:
    """What happens without a click, when the document, a page or a field is opened; behind a reference, too."""
    if "/OpenAction" in value:
        yield value["/OpenAction"]
    if "/AA" in value and isinstance(others := value["/AA"], DictionaryObject):
        yield from (others[name] for name in others)


def _may_happen_at_once(action: Any) -> bool:
    if not isinstance(action, DictionaryObject):
        return True
    return "/Next" not in action and ("/S" not in action or _said(action, "/S") in _AT_ONCE)


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
    inner = [(number, 0) for number in reader.xref_objStm]
    if len(plain) + len(inner) > OBJECTS_MAX:
        raise Unfit("attachment.too_complex")
    return [IndirectObject(number, generation, reader) for number, generation in (*plain, *inner)]
