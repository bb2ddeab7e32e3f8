"""The corpus: each way in which people and programs write a sheet, and what must come of it."""

import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

import openpyxl
import xlsxwriter

from chassis.workbook.worksheet import letters_of
from tests.support.rosters import good_row, sheet_of, spouse
from tests.unit.intake.sheets.workbooks import (
    HEADERS,
    MAIN,
    PLACE,
    REL,
    STRICT_MAIN,
    STRICT_REL,
    backslashed,
    book,
    formula,
    line,
    number,
    of_cell,
    raw,
    rows,
    text,
    typed,
    zipped,
)

INCOME, SIGNED, NAME, ID, UNION = "本人月收入（元）", "授权签署日期", "本人姓名", "本人身份证号", "所属工会"
ACCOUNT, MONTHS, ADDRESS = "银行账号", "劳动合同月数", "家庭住址"
INCOME_AT, SIGNED_AT, NAME_AT, UNION_AT = "members.0.monthly_income", "consent.signed_on", "members.0.name", "org_path"
ACCOUNT_AT, ADDRESS_AT = "account.number", "contact.address"
TWO = rows(good_row(), good_row())
BEYOND = f"{letters_of(len(HEADERS))} 列"
"""The first column that is not the form's."""
BANK_AT = PLACE["开户银行"]


class Case(NamedTuple):
    """`refused`: the file's code. Else `rows` by number, `flaws` and `notes` as `(row, column, code)`, `reads` of the
    first row by field, and `sheet`: codes of notes on the whole.
    """

    name: str
    content: Callable[[], bytes]
    refused: str = ""
    rows: tuple[int, ...] = (2,)
    flaws: tuple[tuple[int, str, str], ...] = ()
    notes: tuple[tuple[int, str, str], ...] = ()
    reads: tuple[tuple[str, Any], ...] = ()
    sheet: tuple[str, ...] = ("column.for_people",)


def cases() -> Iterator[Case]:
    yield from _programs()
    yield from _packages()
    yield from _texts()
    yield from _rows_and_columns()
    yield from _headers()
    yield from _merges()
    yield from _money()
    yield from _days()
    yield from _identifiers()
    yield from _zeros_before()
    yield from _other_cells()
    yield from _sheets()
    yield from _attacks()


def one(header: str, cell: Any, field: str = "", read: Any = None, *, noted: bool = False, name: str = "") -> Case:
    """One cell that is read."""
    notes = ((2, header, "cell.read_as"),) if noted else ()
    return Case(name or f"{header} {cell}", lambda: of_cell(header, cell), notes=notes, reads=((field, read),))


def bad(name: str, header: str, cell: Any, code: str) -> Case:
    return Case(name, lambda: of_cell(header, cell), flaws=((2, header, code),))


def no_book(name: str, content: Callable[[], bytes], code: str = "roster.no_workbook") -> Case:
    return Case(name, content, refused=code)


def _programs() -> Iterator[Case]:
    yield Case("xlsxwriter", lambda: sheet_of(good_row(), good_row()), rows=(2, 3), reads=((INCOME_AT, "1200.00"),))
    yield Case("xlsxwriter in constant memory", _constant_memory, reads=((NAME_AT, "陈测试"),))
    yield Case("openpyxl", lambda: _openpyxl(good_row()), reads=((NAME_AT, "陈测试"),))
    yield Case("openpyxl write only", lambda: _openpyxl(good_row(), write_only=True), reads=((NAME_AT, "陈测试"),))
    yield Case(
        "openpyxl with a date and a number",
        lambda: _openpyxl(good_row(**{SIGNED: date(2026, 11, 1), INCOME: 1200.5, "授权有效期至": date(2027, 10, 31)})),
        reads=((SIGNED_AT, "2026-11-01"), (INCOME_AT, "1200.5"), ("consent.valid_until", "2027-10-31")),
    )
    yield Case(
        "openpyxl with a formula that nothing has computed",
        lambda: _openpyxl(good_row(**{INCOME: "=600+600"})),
        flaws=((2, INCOME, "cell.formula"),),
    )
    yield Case("openpyxl, macros kept", lambda: _with_part(_openpyxl(good_row()), "xl/vbaProject.bin", b"\xd0\xcf\x11"))


def _packages() -> Iterator[Case]:
    yield Case("by hand, inline texts", book)
    yield Case("B14 part names with backslashes", lambda: book(rename=backslashed))
    yield Case("absolute target", lambda: book(target="/xl/worksheets/sheet1.xml"))
    yield Case("target with dots", lambda: book(target="../xl/./worksheets/sheet1.xml"))
    yield Case("target in other case", lambda: book(target="Worksheets/SHEET1.xml"))
    yield Case("A1 sheet outside its folder", lambda: book(**_OUTSIDE))
    yield no_book(
        "A1 a cell in the last row of a sheet outside its folder",
        lambda: book(TWO + _LAST, **_OUTSIDE),
        "roster.too_long",
    )
    yield Case("workbook of another name", lambda: _moved_workbook())
    yield Case("no root relationships", lambda: book(root=None))
    yield Case("strict namespaces", lambda: book(main=STRICT_MAIN, rel=STRICT_REL))
    yield Case("prefixed elements", _prefixed)
    yield Case("utf-16", _utf_16)
    yield Case("stored, not packed", lambda: _repacked(book()))
    yield Case("external links", lambda: book(relations=_EXTERNAL))
    yield no_book("sheet is an external link", lambda: book(relations=_EXTERNAL, sheets=_sheet(1, "rIdX")))
    yield no_book("two parts of one name", lambda: _with_part(book(), "xl/worksheets/SHEET1.xml", b"<x/>"))
    yield no_book("no sheet", lambda: book(sheets=""))
    yield no_book("relationship to a part that is not there", lambda: book(target="worksheets/none.xml"))
    yield no_book("empty file", lambda: b"")
    yield no_book("an encrypted workbook", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))
    yield no_book("a zip that is no workbook", lambda: zipped({"readme.txt": "x"}))
    yield no_book("cut off", lambda: book()[:-200])
    yield no_book(
        "binary workbook", lambda: zipped({"xl/workbook.bin": b"\x83\x01", "xl/worksheets/sheet1.bin": b"\x81"})
    )
    yield no_book("broken XML", lambda: book(sheet="<worksheet><sheetData>"))
    yield no_book("flagged as encrypted", lambda: _flagged_as_encrypted(book()))


def _texts() -> Iterator[Case]:
    """A rare character outside the first plane is two halves to some programs, and each is written by its number."""
    yield one(NAME, "_xD840__xDC0B_测试", NAME_AT, "𠀋测试", name="a rare character in halves by their numbers")
    yield one(NAME, "_xD883__xdf02__x4e00_", NAME_AT, "\U00030f02一", name="halves in either case of letters")
    yield bad("half a character by its number", NAME, "陈_xD840_", "cell.format_characters")
    yield bad("halves the wrong way round", NAME, "_xDC0B__xD840_", "cell.format_characters")
    yield bad("half a character alone", NAME, "_xDC0B_", "cell.format_characters")
    yield one(NAME, "\ufffd", NAME_AT, "\ufffd", name="a lost character is no empty cell; the form refuses it")
    yield Case("shared texts", _shared, reads=((NAME_AT, "陈测试"),))
    yield Case(
        "rich text, with its pronunciation",
        lambda: book(
            rows(good_row(**{NAME: typed("s", "0")})),
            shared=["<si><r><t>陈</t></r><r><rPr/><t>测试</t></r><rPh sb='0' eb='1'><t>chen</t></rPh></si>"],
        ),
        reads=((NAME_AT, "陈测试"),),
    )
    yield one(
        NAME,
        raw('<c r="{at}" t="inlineStr"><is><r><t>陈</t></r><r><t>测试</t></r></is></c>'),
        NAME_AT,
        "陈测试",
        name="rich inline text",
    )
    yield one(NAME, typed("str", "陈测试"), NAME_AT, "陈测试", name="text of a formula")
    yield one(ADDRESS, text("虚构路_x0031_号"), ADDRESS_AT, "虚构路1号", name="escaped character")
    yield one(NAME, text("\u3000陈测试 "), NAME_AT, "陈测试", name="spaces of all widths around")
    yield one(ADDRESS, text("'=1+1"), ADDRESS_AT, "=1+1", name="neutralised formula")
    yield bad("B17 direction mark", NAME, text("陈\u202e三"), "cell.format_characters")
    yield bad("B17 a private character alone", ADDRESS, text("\ue000"), "cell.format_characters")
    yield bad("B17 an unassigned character", ADDRESS, text("虚构路\U000dffff号"), "cell.format_characters")
    yield bad("B17 zero width in a number", ACCOUNT, text("99999900000\u200b00000000"), "cell.format_characters")
    yield no_book("shared text that is not there", lambda: of_cell(NAME, typed("s", "7")))
    yield Case("cells without references", _without_references, reads=((NAME_AT, "陈测试"),))
    yield Case("comments", lambda: _commented())


def _rows_and_columns() -> Iterator[Case]:
    blank_row = good_row(**dict.fromkeys(HEADERS, ""))
    yield Case(
        "B03 an empty formatted last row",
        lambda: book(TWO + '<row r="1048576" ht="20" customHeight="1"><c r="A1048576" s="1"/></row>'),
        rows=(2, 3),
    )
    yield Case(
        "B13 rows of blanks",
        lambda: book(rows(good_row(), dict.fromkeys(HEADERS, " \u3000\u200b\u00a0"), good_row())),
        rows=(2, 4),
    )
    yield Case("blank rows between", lambda: book(rows(good_row(), blank_row, blank_row, good_row())), rows=(2, 5))
    yield Case("numbered beforehand", lambda: book(rows(good_row(), blank_row | {"序号": number("2")})))
    yield Case(
        "hidden row",
        lambda: book(rows(good_row()) + line(3, good_row(), attributes=' hidden="1"')),
        rows=(2, 3),
        flaws=((3, "序号", "row.hidden"),),
    )
    yield Case(
        "row of no height",
        lambda: book(rows() + line(2, good_row(), attributes=' ht="0" customHeight="1"')),
        flaws=((2, "序号", "row.hidden"),),
    )
    yield Case(
        "hidden column",
        lambda: book(before='<cols><col min="5" max="6" width="9" hidden="1"/></cols>'),
        sheet=("column.for_people", "column.hidden", "column.hidden"),
    )
    yield Case("dimension that claims all", lambda: book(before='<dimension ref="A1:XFD1048576"/>'))
    yield Case("B06 rows without numbers", lambda: book(rows() + line(2, good_row(), r=False)))
    yield no_book("B06 too many rows without numbers", lambda: _many(10_001, r=False), "roster.too_long")
    yield no_book("B06 too many, whose cells have none either", lambda: _nameless(10_001), "roster.too_long")
    yield no_book("too many rows", lambda: _many(10_001, r=True), "roster.too_long")
    yield no_book(
        "a cell in the last row",
        lambda: book(TWO + _LAST),
        "roster.too_long",
    )
    yield no_book(
        "B01 the same in disguise",
        lambda: book(TWO + '<row r = "1048576"><c r = "XFD1048576"><v>2</v></c></row>'),
        "roster.too_long",
    )
    yield Case(
        "a cell in the last column",
        lambda: book(rows() + line(2, good_row()).replace("</row>", '<c r="XFD2"><v>2</v></c></row>')),
        flaws=((2, "XFD 列", "column.unknown"),),
    )
    yield no_book(
        "a column beyond the last",
        lambda: book(rows() + line(2, good_row()).replace("</row>", '<c r="XFE2"><v>2</v></c></row>')),
        "roster.too_large",
    )
    yield no_book("the same row twice", lambda: book(TWO + line(3, good_row())))
    yield no_book(
        "the same cell twice",
        lambda: book(rows() + line(2, good_row()).replace("</row>", '<c r="A2"><v>2</v></c></row>')),
    )
    yield no_book("a cell of another row", lambda: book(rows() + line(2, good_row()).replace('r="A2"', 'r="A9"')))
    yield Case("rows out of order", lambda: book(rows() + line(3, good_row()) + line(2, good_row())), rows=(2, 3))
    yield Case("no row at all", lambda: book(rows()), rows=(), sheet=())


def _headers() -> Iterator[Case]:
    yield Case("headers with spaces, full width, stars", _spelled_headers, sheet=("column.for_people",))
    yield no_book("B08 a header twice", lambda: _with_header(INCOME, INCOME), "roster.headers")
    yield no_book("a header missing", lambda: _renamed_header(ACCOUNT, "号"), "roster.headers")
    yield no_book(
        "merged header",
        lambda: book(
            rows().replace(f">{ACCOUNT}<", "><") + line(2, good_row()), after=_merged(f"{BANK_AT}1:{PLACE[ACCOUNT]}1")
        ),
        "roster.headers",
    )
    yield no_book("an empty sheet", lambda: book(""), "roster.headers")
    yield Case(
        "B09 a seventh member", lambda: _with_header("成员6姓名", "陈测试六"), flaws=((2, BEYOND, "column.unknown"),)
    )
    yield Case(
        "a column without a header", lambda: _with_header("", number("3500")), flaws=((2, BEYOND, "column.unknown"),)
    )
    yield Case("an unknown column that is empty", lambda: _with_header("成员6姓名", ""))
    yield Case(
        "a column of remarks",
        lambda: _with_header("备 注", "电话不通"),
        sheet=("column.for_people", "column.for_people"),
    )
    yield Case("a marked copy again", lambda: _with_header("错误 · errors", "请更正"))
    yield Case(
        "any filled cell makes a member",
        lambda: of_cell("成员1月收入（元）", number("900")),
        flaws=tuple(
            (2, header, "cell.missing")
            for header in (
                "成员1姓名",
                "成员1与申请人关系",
                "成员1有劳动能力",
                "成员1工作状态",
                "成员1身份证号",
            )
        ),
        notes=((2, "成员1健康状况", "cell.assumed"), (2, "成员1残疾", "cell.assumed")),
        reads=(),
    )
    yield Case(
        "a gap between members", lambda: book(rows(good_row(**spouse(2)))), flaws=((2, "成员2姓名", "row.members"),)
    )


def _merges() -> Iterator[Case]:
    def three(header: str, reference: str, **more: Any) -> bytes:
        return book(rows(good_row(**more), *[good_row(**more, **{header: ""})] * 2), after=_merged(reference))

    at, income = PLACE[UNION], PLACE[INCOME]
    yield Case(
        "B07 merged union",
        lambda: three(UNION, f"{at}2:{at}4"),
        rows=(2, 3, 4),
        reads=((UNION_AT, "44/4405/440507/longhu-dianzi"),),
    )
    yield Case(
        "merged income",
        lambda: three(INCOME, f"{income}2:{income}3"),
        rows=(2, 3, 4),
        flaws=((2, INCOME, "cell.merged"), (3, INCOME, "cell.merged"), (4, INCOME, "cell.missing")),
    )
    yield Case(
        "merged across columns",
        lambda: book(
            rows(good_row(**{NAME: "", ID: "", UNION: text("x")})), after=_merged(f"{at}2:{PLACE['所在区县代码']}2")
        ),
        flaws=(
            (2, UNION, "cell.merged"),
            (2, "所在区县代码", "cell.merged"),
            (2, NAME, "cell.missing"),
            (2, ID, "cell.missing"),
        ),
    )
    yield Case(
        "merged over another value",
        lambda: book(
            rows(good_row(), good_row(**{UNION: "44/4405/440511/jinping-yinwu"})), after=_merged(f"{at}2:{at}3")
        ),
        rows=(2, 3),
        flaws=((2, UNION, "cell.merged"), (3, UNION, "cell.merged")),
    )
    yield Case("merged where nothing is", lambda: book(after=_merged(f"A50:{letters_of(len(HEADERS) - 1)}1048576")))
    yield Case("merged beside the form", lambda: book(after=_merged("ZA2:ZC2")))


def _money() -> Iterator[Case]:
    for said, read in (
        ("1,200.00", "1200.00"), ("１２００", "1200"), ("￥1200", "1200"), ("¥ 1,200.5", "1200.5"), ("1200元", "1200"),
        ("人民币1200元整", "1200"), ("RMB 1200", "1200"), ("１，２００．５０", "1200.50"),
    ):  # fmt: skip
        yield one(INCOME, said, INCOME_AT, read, noted=True)
    yield one(INCOME, number("1200"), INCOME_AT, "1200", name="money number")
    yield one(INCOME, number("1.2E3"), INCOME_AT, "1200", name="money exponent")
    yield one(INCOME, number("1200.1999999999998"), INCOME_AT, "1200.2", noted=True, name="B11 float noise")
    yield one(INCOME, number("0.30000000000000004"), INCOME_AT, "0.3", noted=True, name="B11 sum")
    yield one(INCOME, formula("600+600", "1200"), INCOME_AT, "1200", name="stored value of a formula")
    for said in ("1.2万", "一千二百", "1,20", "(1200)", "1200/月", "1 200", "--1", "12e3"):
        yield bad(f"money {said}", INCOME, text(said), "amount.format")
    yield bad("money as percent", INCOME, number("0.12", 2), "amount.format")
    yield bad("money as a day", INCOME, number("46327", 1), "amount.format")
    yield bad("money as a flag", INCOME, typed("b", "1"), "amount.format")


def _days() -> Iterator[Case]:
    for said in (
        "2026/11/1",
        "2026年11月1日",
        "2026.11.01",
        "20261101",
        "2026-11-1",
        "２０２６－１１－０１",
        "2026年 11月 1号",
        "2026-11-01 00:00:00",
    ):
        yield one(SIGNED, said, SIGNED_AT, "2026-11-01", noted=True)
    yield one(SIGNED, number("46327", 1), SIGNED_AT, "2026-11-01", name="day cell")
    yield one(SIGNED, number("46327.75", 1), SIGNED_AT, "2026-11-01", noted=True, name="day cell with a time")
    yield one(SIGNED, number("20261101"), SIGNED_AT, "2026-11-01", noted=True, name="day as a number")
    yield one(SIGNED, typed("d", "2026-11-01T00:00:00"), SIGNED_AT, "2026-11-01", name="ISO day cell")
    yield from _days_of_programs()
    yield Case(
        "a day counted from 1904",
        lambda: book(rows(good_row(**{SIGNED: number("44865", 1)})), workbook_pr='<workbookPr date1904="1"/>'),
        reads=((SIGNED_AT, "2026-11-01"),),
    )
    yield Case(
        "a day in a format of its own",
        lambda: book(
            rows(good_row(**{SIGNED: number("46327", 3)})),
            formats=_FORMAT,
        ),
        reads=((SIGNED_AT, "2026-11-01"),),
    )
    for said in ("2026-W44", "2026-305", "26-11-01", "11/1/2026", "2026-02-30", "2026-11", "0", "明天", "2026-11/01"):
        yield bad(f"day {said}", SIGNED, text(said), "cell.date")
    yield bad("B40 a bare number", SIGNED, number("46327"), "cell.date")
    yield bad("day zero", SIGNED, number("0", 1), "cell.date")


def _days_of_programs() -> Iterator[Case]:
    """Programs that count days from 1900 in China's own time of then, 43 seconds off, write a midnight as the last
    minute of the day before, or as the first of its own; others write the instant, which in UTC is the day before."""
    for program, serial in (("43 s", "46326.999502"), ("17 s", "46326.9998"), ("a minute", "46326.99931")):
        yield bad(f"a midnight {program} early", SIGNED, number(serial, 1), "cell.last_minute")
    yield one(SIGNED, number("46327.000498", 1), SIGNED_AT, "2026-11-01", noted=True, name="a midnight 43 s late")
    yield one(SIGNED, number("46326.9999999", 1), SIGNED_AT, "2026-11-01", name="a midnight with a float's noise")
    for said, noted in (
        ("2026-10-31T16:00:00.000Z", False),
        ("2026-11-01T00:00:00+08:00", False),
        ("2026-11-01T00:00:00Z", True),
        ("2026-11-01T15:58:59Z", True),
    ):
        yield one(SIGNED, typed("d", said), SIGNED_AT, "2026-11-01", noted=noted, name=f"instant {said}")
    for said in ("2026-10-31T15:59:17.000Z", "2026-11-01T23:59:59"):
        yield bad(f"last minute {said}", SIGNED, typed("d", said), "cell.last_minute")
    for said in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-12:00", "2026-11-01T25:00:00Z"):
        yield bad(f"no instant {said}", SIGNED, typed("d", said), "cell.error")


def _identifiers() -> Iterator[Case]:
    yield one(
        ACCOUNT,
        text("９９９９９９００００００００"),
        ACCOUNT_AT,
        "99999900000000",
        noted=True,
        name="full-width digits",
    )
    yield one(
        ACCOUNT, text("'99999900000000"), ACCOUNT_AT, "99999900000000", noted=True, name="apostrophe before a number"
    )
    yield one(ACCOUNT, number("999999000000"), ACCOUNT_AT, "999999000000", name="a short number")
    yield one("联系电话", number("1.99E+10"), "contact.phone", "19900000000", name="a phone number with an exponent")
    yield bad("an ID number that lost digits", ID, number("440590198001010009"), "cell.number_for_text")
    yield bad("the same with an exponent", ID, number("4.4059019800101E+17"), "cell.number_for_text")
    yield bad("an account with a fraction", ACCOUNT, number("99999900000.5"), "cell.text")
    yield bad("an account as a day", ACCOUNT, number("46327", 1), "cell.text")
    yield bad("an account below zero", ACCOUNT, number("-99999900000"), "cell.text")


def _zeros_before() -> Iterator[Case]:
    """Numbers whose format shows zeros that they have not: 邮政编码 is such a format of Excel's."""
    for name, said, code, read in (
        ("a postcode", "66000", "000000", "066000"),
        ("a postcode in Chinese", "66000", "[$-804]000000", "066000"),
        ("a postcode that needs none", "515000", "000000", "515000"),
        ("a postcode with an exponent", "6.6E4", "000000", "066000"),
        ("a postcode of another format", "515000", "0", "515000"),
    ):
        cell = {"邮政编码": number(said, 4)}
        yield Case(name, lambda cell=cell, code=code: _formatted(code, **cell), reads=(("contact.postcode", read),))
    yield Case(
        "an account",
        lambda: _formatted("0000000000000000000", **{ACCOUNT: number("12345678901", 4)}),
        reads=((ACCOUNT_AT, "0000000012345678901"),),
    )
    yield Case(
        "an account that lost digits, and shows zeros before them",
        lambda: _formatted("0000000000000000000", **{ACCOUNT: number("123456789012345670", 4)}),
        flaws=((2, ACCOUNT, "cell.number_for_text"),),
    )
    yield Case(
        "months and money with zeros before them",
        lambda: _formatted("0000", **{MONTHS: number("24", 4), INCOME: number("900.5", 4)}),
        reads=(("declared.contract_months", 24), (INCOME_AT, "900.5")),
        notes=((2, MONTHS, "cell.read_as"),),
    )


def _formatted(code: str, **cells: Any) -> bytes:
    formats = f'<numFmts><numFmt numFmtId="165" formatCode="{code}"/></numFmts>'
    return book(rows(good_row(**cells)), formats=formats, xfs=(0, 14, 10, 164, 165))


def _other_cells() -> Iterator[Case]:
    yield one("工会会员", typed("b", "1"), "declared.union_member", True, noted=True, name="a flag cell")
    yield one("工会会员", text(" 是\u3000"), "declared.union_member", True, name="a flag with spaces")
    yield one(
        "全部致困原因",
        text("子女上学，下岗失业"),
        "declared.causes",
        ["child_schooling", "laid_off"],
        name="another comma",
    )
    yield one(
        "全部致困原因",
        text("子女上学 ; 下岗失业、"),
        "declared.causes",
        ["child_schooling", "laid_off"],
        name="semicolon",
    )
    yield one(MONTHS, text("２４"), "declared.contract_months", 24, noted=True, name="full-width integer")
    yield one(MONTHS, text("24.0"), "declared.contract_months", 24, noted=True, name="integer as programs write it")
    yield one(
        MONTHS, number("24.000000000000004"), "declared.contract_months", 24, noted=True, name="integer with noise"
    )
    yield one(
        MONTHS, formula('IF(1,"")', "", "str"), "declared.contract_months", None, name="a formula that says nothing"
    )
    yield bad("B10 formula without a value", INCOME, formula("600+600"), "cell.formula")
    yield bad("B10 formula with an empty value", NAME, formula("A9", ""), "cell.formula")
    yield bad("an error", INCOME, typed("e", "#REF!"), "cell.error")
    yield bad("an error typed", NAME, text("#N/A"), "cell.error")
    yield bad("no number", INCOME, raw('<c r="{at}"><v>NaN</v></c>'), "cell.error")
    yield bad("another word", "本人健康状况", text("还行"), "cell.code")
    yield bad("yes in another word", "工会会员", text("Y"), "cell.flag")
    yield bad("a flag for a word", "本人健康状况", typed("b", "1"), "cell.code")
    yield bad("half a month", MONTHS, number("24.5"), "cell.integer")
    yield bad("half a month in text", MONTHS, text("24.5"), "cell.integer")
    yield bad("a day for a count", MONTHS, number("46327", 1), "cell.integer")
    yield bad("nobody of the form", "授权签署人", text("老王"), "cell.place")
    yield bad("a very long word", "工会会员", text("是" * 600), "row.too_large")
    yield no_book("a cell of no known type", lambda: of_cell(NAME, typed("x", "1")))


def _sheets() -> Iterator[Case]:
    two = _sheet(1, "rId1") + _sheet(2, "rId2")
    content = _PLAIN.format(rows(good_row()))
    empty = _PLAIN.format("")

    def made(sheets: str, other: str, kind: str = "worksheet") -> bytes:
        return book(TWO, sheets=sheets, relations=_SECOND.format(kind), more={"xl/worksheets/sheet2.xml": other})

    yield Case("a second sheet", lambda: made(two, content), rows=(2, 3), sheet=("column.for_people", "sheet.unread"))
    yield Case("an empty second sheet", lambda: made(two, empty), rows=(2, 3))
    yield Case(
        "a hidden second sheet",
        lambda: made(_sheet(1, "rId1") + _sheet(2, "rId2", "veryHidden"), content),
        rows=(2, 3),
        sheet=("column.for_people", "sheet.unread"),
    )
    yield Case(
        "a hidden first sheet",
        lambda: made(_sheet(1, "rId1", "hidden") + _sheet(2, "rId2"), content),
        sheet=("column.for_people", "sheet.unread"),
    )
    yield Case("a chart first", lambda: made(_sheet(2, "rId2") + _sheet(1, "rId1"), empty, "chartsheet"), rows=(2, 3))
    yield no_book("all sheets hidden", lambda: book(sheets=_sheet(1, "rId1", "hidden")))


def _attacks() -> Iterator[Case]:
    yield no_book("entities", lambda: book(prolog='<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'))
    yield no_book("external entity", lambda: book(prolog='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'))
    yield no_book("zip bomb", lambda: _bomb(), "roster.too_large")
    yield no_book("a size that lies", lambda: _lying_bomb(), "roster.no_workbook")
    yield no_book("a text without end", lambda: of_cell(NAME, text("陈" * 40_000)), "roster.too_large")
    yield no_book("one text a million times", lambda: _amplified(), "roster.too_large")
    yield no_book("rows in rows", lambda: book(rows() + "<row r='2'><row r='3'></row></row>"))
    yield no_book("cells outside of rows", lambda: book(rows() + "<c r='A2'><v>1</v></c>"))
    yield no_book("a reference that is none", lambda: book(rows() + line(2, good_row()).replace('r="A2"', 'r="$A$2"')))
    yield no_book("deep elements", lambda: book(before="<x>" * 200_000), "roster.no_workbook")


_OUTSIDE = {"part": "xl/elsewhere/x.xml", "target": "elsewhere/x.xml"}
_LAST = '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
_FORMAT = (
    '<numFmts><numFmt numFmtId="164" formatCode="[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts>'
)
_PLAIN = f'<worksheet xmlns="{MAIN}"><sheetData>{{}}</sheetData></worksheet>'
_SECOND = f'<Relationship Id="rId2" Type="{REL}/{{}}" Target="worksheets/sheet2.xml"/>'
_EXTERNAL = (
    '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
    ' Target="http://example.org/x.xml" TargetMode="External"/>'
)


def _sheet(place: int, relation: str, state: str = "visible") -> str:
    return f'<sheet name="表{place}" sheetId="{place}" state="{state}" r:id="{relation}"/>'


def _merged(reference: str) -> str:
    return f'<mergeCells><mergeCell ref="{reference}"/></mergeCells>'


def _openpyxl(row: dict[str, Any], write_only: bool = False) -> bytes:
    made, target = openpyxl.Workbook(write_only=write_only), BytesIO()
    sheet = made.create_sheet("一", 0) if write_only else made.active
    sheet.append(HEADERS)
    sheet.append([row.get(header) or None for header in HEADERS])
    made.save(target)
    return target.getvalue()


def _constant_memory() -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, HEADERS)
        sheet.write_row(1, 0, [good_row().get(header, "") for header in HEADERS])
    return target.getvalue()


def _shared() -> bytes:
    texts = sorted({*HEADERS, *(cell for cell in good_row().values() if cell)})
    at = {said: typed("s", str(place)) for place, said in enumerate(texts)}
    head = line(1, {header: at[header] for header in HEADERS})
    body = line(2, {header: at[cell] for header, cell in good_row().items() if cell})
    return book(head + body, shared=[f"<si><t>{said}</t></si>" for said in texts])


def _without_references() -> bytes:
    def bare(cells: list[str]) -> str:
        made = (text(cell)("").replace(' r=""', "") if cell else "<c/>" for cell in cells)
        return f"<row>{''.join(made)}</row>"

    return book(bare(HEADERS) + bare([good_row().get(header, "") for header in HEADERS]))


def _commented() -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, HEADERS)
        sheet.write_row(1, 0, [good_row().get(header, "") for header in HEADERS])
        sheet.write_comment(1, 4, "已核对")
    return target.getvalue()


def _many(count: int, r: bool) -> bytes:
    row = line(0, {UNION: "44"}, r=False)
    body = "".join(
        row.replace('r="B0"', f'r="B{at}"').replace("<row", f'<row r="{at}"' if r else "<row")
        for at in range(2, count + 2)
    )
    return book(rows() + body)


def _nameless(count: int) -> bytes:
    return book(rows() + "<row><c><v>1</v></c></row>" * count)


def _spelled_headers() -> bytes:
    spelled = {INCOME: "本人 月收入(元)*", NAME: "*本人姓名\n", UNION: "所属\u3000工会", ID: "本人身份证号\u200b"}
    head = line(1, {header: text(spelled.get(header, header)) for header in HEADERS})
    return book(head + line(2, good_row()))


def _with_header(header: str, cell: Any) -> bytes:
    """One more column at the end."""
    headers = [*HEADERS, "一列"]
    head = line(1, {**{one: text(one) for one in HEADERS}, "一列": header}, headers)
    return book(head + line(2, {**good_row(), "一列": cell}, headers))


def _renamed_header(header: str, other: str) -> bytes:
    return book(line(1, {one: text(other if one == header else one) for one in HEADERS}) + line(2, good_row()))


def _with_part(content: bytes, name: str, part: bytes) -> bytes:
    target = BytesIO(content)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, part)
    return target.getvalue()


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _repacked(content: bytes) -> bytes:
    return zipped(_parts(content), zipfile.ZIP_STORED)


def _moved_workbook() -> bytes:
    moved = {
        name.replace("xl/", "book/").replace("workbook.xml", "main.xml"): part
        for name, part in _parts(book(root="/book/main.xml")).items()
    }
    return zipped(moved)


def _prefixed() -> bytes:
    parts = _parts(book())
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    for name in ("worksheet", "sheetData", "row", "c", "is", "t"):
        sheet = (
            sheet.replace(f"<{name} ", f"<x:{name} ")
            .replace(f"<{name}>", f"<x:{name}>")
            .replace(f"</{name}>", f"</x:{name}>")
        )
    return zipped(parts | {"xl/worksheets/sheet1.xml": sheet.replace("xmlns=", "xmlns:x=").encode()})


def _utf_16() -> bytes:
    parts = _parts(book())
    sheet = parts["xl/worksheets/sheet1.xml"].decode().replace("UTF-8", "UTF-16")
    return zipped(parts | {"xl/worksheets/sheet1.xml": sheet.encode("utf-16")})


def _flagged_as_encrypted(content: bytes) -> bytes:
    """Bit 0 of the flags, in each local and central header."""
    changed = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            changed[at + offset] |= 1
            at = content.find(signature, at + 1)
    return bytes(changed)


def _bomb() -> bytes:
    return book(sheet="<worksheet>" + " " * 200_000_000 + "</worksheet>")


def _lying_bomb() -> bytes:
    """The size that the archive tells of itself is a hundred bytes; what unpacks is more."""
    content = bytearray(book(sheet="<worksheet>" + " " * 10_000_000 + "</worksheet>"))
    name = content.rfind(b"xl/worksheets/sheet1.xml")
    content[name - 22 : name - 18] = (100).to_bytes(4, "little")
    return bytes(content)


def _amplified() -> bytes:
    row = "".join('<c t="s"><v>0</v></c>' for _ in range(100))
    return book(rows() + f"<row>{row}</row>" * 100, shared=[f"<si><t>{'陈' * 32_000}</t></si>"])
