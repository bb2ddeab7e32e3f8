"""Reads a workbook: tells the rows of the sheet that people see first, and whether other sheets hold something."""

from collections.abc import Callable
from typing import Final, NamedTuple

from chassis.workbook.names import RELATION_ID, is_true, local
from chassis.workbook.number_formats import Shown, shown_by_style
from chassis.workbook.own_sheets import rows_of_ours
from chassis.workbook.package import Package, xml_parser
from chassis.workbook.text_table import shared_texts
from chassis.workbook.told import Line, Rest, Unread
from chassis.workbook.worksheet import Worksheet

_ELEMENTS: Final = local("sheet", "workbookPr")
_SHEETS_MAX: Final = 200


class _Sheet(NamedTuple):
    part: str
    hidden: bool
    name: str


class _Book(NamedTuple):
    """`sheets`: worksheets alone, in the order of their tabs."""

    sheets: list[_Sheet]
    from_1904: bool
    texts: list[str]
    shown: list[Shown]


class _Something(Exception):
    """A sheet is not empty."""


def tell_first_sheet(content: bytes, tell: Callable[[Line], None]) -> Rest:
    """Calls `tell` with each row that is not empty. Raises `Unread`, or what zip and XML parsers raise."""
    package = Package(content)
    book = _opened(package)
    first = next((place for place, sheet in enumerate(book.sheets) if not sheet.hidden), None)
    if first is None:
        raise Unread
    rest = _worksheet(book, tell).read(package, book.sheets[first].part)
    rest.others.extend(
        place
        for place, sheet in enumerate(book.sheets, start=1)
        if place != first + 1 and _holds_something(package, book, sheet)
    )
    return rest


def _opened(package: Package) -> _Book:
    main = [part for kind, part in package.related("").values() if kind == "officeDocument"]
    part = main[0] if main else "xl/workbook.xml"
    related = package.related(part)
    sheets: list[_Sheet] = []
    from_1904 = [False]

    def start(element: str, attributes: dict[str, str]) -> None:
        match _ELEMENTS.get(element):
            case "sheet":
                relation = next((attributes[name] for name in RELATION_ID if name in attributes), "")
                kind, target = related.get(relation, ("", ""))
                if kind == "worksheet":
                    hidden = attributes.get("state", "visible") != "visible"
                    sheets.append(_Sheet(target, hidden, attributes.get("name", "")))
            case "workbookPr":
                from_1904[0] = is_true(attributes.get("date1904"))

    package.parse(part, xml_parser(start))
    if len(sheets) > _SHEETS_MAX:
        raise Unread("roster.too_large")
    by_kind = dict(related.values())
    texts = shared_texts(package, by_kind["sharedStrings"]) if "sharedStrings" in by_kind else []
    shown = shown_by_style(package, by_kind["styles"]) if "styles" in by_kind else []
    return _Book(sheets, from_1904[0], texts, shown)


def _worksheet(book: _Book, tell: Callable[[Line], None]) -> Worksheet:
    return Worksheet(book.texts, book.shown, book.from_1904, tell)


def _holds_something(package: Package, book: _Book, sheet: _Sheet) -> bool:
    """A sheet that cannot be read is not the roster; it holds something all the same."""
    ours = rows_of_ours(sheet.name)

    def tell(line: Line) -> None:
        if line.number > ours:
            raise _Something

    try:
        _worksheet(book, tell).read(package, sheet.part)
    except (_Something, Unread):
        return True
    return False
