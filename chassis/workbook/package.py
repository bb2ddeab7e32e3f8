"""Resolves a workbook's parts as its relationships name them (ECMA-376 part 2): what is bounded is what is read."""

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Final
from xml.parsers import expat

from chassis.workbook.told import Unread

UNPACKED_BYTES_MAX: Final = 160 * 1024 * 1024
"""Of all parts that are read, counted as they unpack: what a file says of its own size proves nothing."""
RATIO_MAX: Final = 100
"""A part may unpack to so many times what it takes in the file; a sheet of people's rows comes to ten or twenty."""
SMALL_BYTES: Final = 24 * 1024 * 1024
"""Whatever its ratio, a part of this size is read: a sheet of one row again and again packs to almost nothing."""
MARKS_MAX: Final = 12_000_000
"""Tags (one that closes itself is two), and attributes, of all parts that are read: each is work, of whatever name."""
TAG_BYTES_MAX: Final = 1024 * 1024
"""What the parser holds back as one unfinished tag: it looks through all of it again and again."""
_PIECE: Final = 64 * 1024
_PARTS_MAX: Final = 2_000
_DEPTH_MAX: Final = 100
_RELATIONSHIPS: Final = (
    "http://schemas.openxmlformats.org/package/2006/relationships Relationship",
    "http://purl.oclc.org/ooxml/package/relationships Relationship",
)


Start = Callable[[str, dict[str, str]], None]
Told = Callable[[str], None]


class Package:
    """A zip archive by part name. Names are compared as Excel does: without case, with either slash."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(content))
        self._left = UNPACKED_BYTES_MAX
        self._tags_left = self._attributes_left = MARKS_MAX
        self._parts: dict[str, zipfile.ZipInfo] = {}
        members = self._archive.infolist()
        if len(members) > _PARTS_MAX:
            raise Unread
        for member in members:
            name = part_name("", member.filename)
            if name in self._parts:
                raise Unread  # two parts of one name: which of them is the workbook?
            self._parts[name] = member

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def pieces(self, name: str) -> Iterator[bytes]:
        if name not in self._parts:
            raise Unread
        packed = self._parts[name]
        part_left = max(SMALL_BYTES, packed.compress_size * RATIO_MAX)
        with self._archive.open(packed) as part:
            while piece := part.read(_PIECE):
                part_left -= len(piece)
                self._left -= len(piece)
                # In every encoding that the parser knows these are the bytes of the signs, so nothing is missed.
                self._tags_left -= piece.count(b"<") + piece.count(b"/>")
                self._attributes_left -= piece.count(b"=")
                if min(part_left, self._left, self._tags_left, self._attributes_left) < 0:
                    raise Unread("roster.too_large")
                yield piece

    def parse(self, name: str, parser: expat.XMLParserType) -> None:
        fed = 0
        for piece in self.pieces(name):
            parser.Parse(piece, False)
            fed += len(piece)
            if fed - parser.CurrentByteIndex > TAG_BYTES_MAX:
                raise Unread("roster.too_large")
        parser.Parse(b"", True)

    def related(self, source: str) -> dict[str, tuple[str, str]]:
        """What a part refers to inside the file: id -> (last word of the type, part name)."""
        folder, name = posixpath.split(source)
        found: dict[str, tuple[str, str]] = {}
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self:
            return found

        def start(element: str, attributes: dict[str, str]) -> None:
            if element in _RELATIONSHIPS and attributes.get("TargetMode", "Internal") == "Internal":
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (kind, part_name(folder, attributes.get("Target", "")))

        self.parse(rels, xml_parser(start))
        return found


def part_name(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/").lower()


def xml_parser(start: Start, end: Told | None = None, text: Told | None = None) -> expat.XMLParserType:
    """Namespaces are resolved: a prefix is no disguise. A document type, where entities come from, is refused, and so
    are elements in one another without end, since the parser keeps all that are open.
    """
    depth = 0

    def begin(element: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEPTH_MAX:
            raise Unread
        start(element, attributes)

    def finish(element: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(element)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _no_document_type
    return parser


def _no_document_type(*_: object) -> None:
    raise Unread
