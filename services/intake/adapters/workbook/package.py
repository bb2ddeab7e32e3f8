"""Resolves a workbook's parts as its relationships name them (ECMA-376 part 2): what is bounded is what is read."""

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from xml.parsers import expat

from services.intake.adapters.workbook.told import Unread

UNPACKED_BYTES_MAX: Final = 160 * 1024 * 1024
"""Of all parts that are read, counted as they unpack: what a file says of its own size proves nothing."""
_PIECE: Final = 64 * 1024
_PARTS_MAX: Final = 2_000
_RELATIONSHIPS: Final = (
    "http://schemas.openxmlformats.org/package/2006/relationships Relationship",
    "http://purl.oclc.org/ooxml/package/relationships Relationship",
)


class Package:
    """A zip archive by part name. Names are compared as Excel does: without case, with either slash."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(content))
        self._left = UNPACKED_BYTES_MAX
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
        with self._archive.open(self._parts[name]) as part:
            while piece := part.read(_PIECE):
                self._left -= len(piece)
                if self._left < 0:
                    raise Unread("roster.too_large")
                yield piece

    def parse(self, name: str, parser: expat.XMLParserType) -> None:
        for piece in self.pieces(name):
            parser.Parse(piece, False)
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


def xml_parser(start: object = None, end: object = None, text: object = None) -> expat.XMLParserType:
    """Namespaces are resolved: a prefix is no disguise. A document type, where entities come from, is refused."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start  # type: ignore[assignment]
    parser.EndElementHandler = end  # type: ignore[assignment]
    parser.CharacterDataHandler = text  # type: ignore[assignment]
    parser.StartDoctypeDeclHandler = _no_document_type
    return parser


def _no_document_type(*_: object) -> None:
    raise Unread
