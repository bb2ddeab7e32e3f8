"""Workbooks made by hand, part by part: what no library writes, and what old ones did."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from chassis.workbook.worksheet import letters_of
from contracts.roster_columns import COLUMNS
from tests.support.rosters import good_row

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"
HEADERS = [column.header for column in COLUMNS]
PLACE = {header: letters_of(place) for place, header in enumerate(HEADERS)}

Made = Callable[[str], str]
"""A cell from its reference."""
Row = Mapping[str, "str | Made"]


def text(said: str) -> Made:
    return lambda at: f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(said)}</t></is></c>'


def number(said: str, style: int = 0) -> Made:
    return lambda at: f'<c r="{at}" s="{style}"><v>{said}</v></c>'


def typed(kind: str, said: str) -> Made:
    return lambda at: f'<c r="{at}" t="{kind}"><v>{escape(said)}</v></c>'


def formula(said: str, stored: str | None = None, kind: str = "n") -> Made:
    value = "" if stored is None else f"<v>{stored}</v>"
    return lambda at: f'<c r="{at}" t="{kind}"><f>{escape(said)}</f>{value}</c>'


def raw(xml: str) -> Made:
    """`{at}` is the reference."""
    return lambda at: xml.replace("{at}", at)


def line(
    at: int, row: Mapping[str, Any], headers: Sequence[str] = HEADERS, attributes: str = "", r: bool = True
) -> str:
    cells = []
    for place, header in enumerate(headers):
        cell = row.get(header, "")
        if cell != "":
            made = text(cell) if isinstance(cell, str) else cell
            cells.append(made(f"{letters_of(place)}{at}"))
    where = f' r="{at}"' if r else ""
    return f"<row{where}{attributes}>{''.join(cells)}</row>"


def rows(*bodies: Row, headers: Sequence[str] = HEADERS) -> str:
    head = line(1, {header: text(header) for header in headers}, headers)
    return head + "".join(line(at, body, headers) for at, body in enumerate(bodies, start=2))


def book(
    data: str | None = None,
    *,
    before: str = "",
    after: str = "",
    part: str = "xl/worksheets/sheet1.xml",
    target: str = "worksheets/sheet1.xml",
    workbook_pr: str = "",
    sheets: str = '<sheet name="一" sheetId="1" r:id="rId1"/>',
    relations: str = "",
    shared: Sequence[str] | None = None,
    formats: str = "",
    xfs: Sequence[int] = (0, 14, 10, 164),
    more: Mapping[str, bytes | str] | None = None,
    main: str = MAIN,
    rel: str = REL,
    rename: Callable[[str], str] = lambda name: name,
    root: str | None = "xl/workbook.xml",
    sheet: str | None = None,
    prolog: str = '<?xml version="1.0" encoding="UTF-8"?>',
) -> bytes:
    data = rows(good_row()) if data is None else data
    styles = "".join(f'<xf numFmtId="{style}"/>' for style in xfs)
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}">{workbook_pr}'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">'
        f'<Relationship Id="rId1" Type="{rel}/worksheet" Target="{target}"/>'
        f'<Relationship Id="rIdT" Type="{rel}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rIdS" Type="{rel}/sharedStrings" Target="sharedStrings.xml"/>{relations}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{formats}<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        f"<cellXfs>{styles}</cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{"".join(shared or ())}</sst>',
        part: sheet or f'{prolog}<worksheet xmlns="{main}">{before}<sheetData>{data}</sheetData>{after}</worksheet>',
        **(more or {}),
    }
    if root is not None:
        parts["_rels/.rels"] = (
            f'<Relationships xmlns="{package}"><Relationship Id="r" Type="{rel}/officeDocument" Target="{root}"/>'
            "</Relationships>"
        )
    return zipped({rename(name): content for name, content in parts.items()})


def zipped(parts: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def of_cell(header: str, cell: str | Made, **more: Any) -> bytes:
    """A good row with one cell of another make."""
    return book(rows(good_row(**{header: cell, **more})))


def backslashed(name: str) -> str:
    return name.replace("/", "\\")
