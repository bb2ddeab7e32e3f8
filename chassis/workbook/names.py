"""The element names of a spreadsheet, in both namespaces of the standard (ISO/IEC 29500: transitional and strict)."""

from typing import Final

MAIN: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_RELATIONSHIPS: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
RELATION_ID: Final = tuple(f"{namespace} id" for namespace in _RELATIONSHIPS)


def local(*names: str) -> dict[str, str]:
    """The parser's name -> the plain one, of these elements; those of other namespaces are none of ours."""
    return {f"{namespace} {name}": name for namespace in MAIN for name in names}


def is_true(attribute: str | None) -> bool:
    return attribute in ("1", "true", "on")
