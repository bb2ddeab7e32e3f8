"""The corpus, second part: sheets as unions send them, of ten columns and more, old workbooks, and texts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlwt

from contracts.roster_columns import COLUMNS
from tests.support.rosters import good_row, spouse
from tests.unit.intake.sheets.corpus import Case, bad, no_book, one
from tests.unit.intake.sheets.workbooks import HEADERS, book, line, number, rows, text

SPOUSE = "440590198202020027"
BARE = {
    "所属工会": "44/4405/440507/longhu-dianzi",
    "姓名": "陈测试",
    "身份证号": "440590198001010009",
    "工作状态": "下（待）岗",
    "年收入": "14400",
    "手机": "19900000000",
    "开户银行": "虚构银行",
    "银行卡号": "9999990000000000000",
    "工作单位": "虚构实业",
    "主要致困原因": "子女上学",
    "授权签署日期": "2026-11-01",
}
"""The union, and the ten columns that must be there, as the national form calls them."""
LACKED = ("columns.assumed",)
MISSING = [column.header for column in COLUMNS if column.required and not column.header.startswith("成员")]
MISSING += ["所属工会", "所在区县代码", "本人有劳动能力"]
DAY = xlwt.easyxf(num_format_str="yyyy-mm-dd")
PERCENT = xlwt.easyxf(num_format_str="0.0%")


def cases() -> Iterator[Case]:
    yield from _ten_columns()
    yield from _words()
    yield from _income()
    yield from _contradictions()
    yield from _lists()
    yield from _headers()
    yield from _texts()
    yield from _old_workbooks()


def written(row: Mapping[str, Any], *more: Mapping[str, Any], above: Sequence[str] = ()) -> bytes:
    """A workbook of these columns alone, with rows of titles above."""
    headers = list(row)
    titles = "".join(line(at, {headers[0]: text(said)}, headers) for at, said in enumerate(above, start=1))
    head = line(len(above) + 1, {header: text(header) for header in headers}, headers)
    lines = [line(at, each, headers) for at, each in enumerate((row, *more), start=len(above) + 2)]
    return book(titles + head + "".join(lines))


def separated(*table: Sequence[str], delimiter: str = ",", encoding: str = "utf-8", quote: bool = False) -> bytes:
    marks = ('"', '"') if quote else ("", "")
    return "".join(delimiter.join(f"{marks[0]}{cell}{marks[1]}" for cell in cells) + "\r\n" for cells in table).encode(
        encoding
    )


def old(
    *table: Sequence[Any],
    hidden: Sequence[int] = (),
    encoding: str = "utf-8",
    first: str = "",
    other: str = "",
    style: xlwt.XFStyle = xlwt.Style.default_style,
) -> bytes:
    made, target = xlwt.Workbook(encoding), BytesIO()
    if first:
        made.add_sheet("隐藏").write(0, 0, first)
        made.get_sheet(0).visibility = 1
    sheet = made.add_sheet("登记")
    for at, cells in enumerate(table):
        for place, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write(at, place, cell, DAY)
            elif cell != "":
                sheet.write(at, place, cell, PERCENT if isinstance(cell, float) and cell < 1 else style)
    for at in hidden:
        sheet.row(at).hidden = True
    if other:
        made.add_sheet("说明").write(0, 0, other)
    made.active_sheet = len([*filter(None, [first])])
    made.save(target)
    return target.getvalue()


def _reads(**fields: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((name.replace("__", "."), value) for name, value in fields.items())


def _ten_columns() -> Iterator[Case]:
    yield Case(
        "ten columns and the union",
        lambda: written(BARE),
        reads=_reads(
            region="440507",
            members__0__employment="laid_off",
            members__0__can_work=True,
            members__0__monthly_income="1200.00",
            members__0__yearly_income="14400",
            members__0__health="healthy",
            members__0__disability=False,
            declared__causes=["child_schooling"],
            declared__union_member=False,
            declared__migrant_worker=False,
            contact__address=None,
            employer__kind=None,
            employer__credit_code=None,
            consent__reference="未编号 2026-11-01",
            consent__valid_until="2027-10-31",
            consent__items=["hukou", "tax"],
            consent__signatories=[0],
        ),
        sheet=LACKED,
    )
    for header in BARE:
        if header not in ("所属工会", "年收入"):
            yield no_book(f"without {header}", lambda header=header: written(_without(header)), "roster.headers")
    yield no_book("without month and year", lambda: written(_without("年收入")), "roster.headers")
    yield Case(
        "nobody says whose",
        lambda: written(_without("所属工会")),
        flaws=((2, "所属工会", "cell.missing"), (2, "所在区县代码", "cell.missing")),
        sheet=LACKED,
    )
    yield Case(
        "columns that are there and empty",
        lambda: written(BARE | {"单亲家庭": "", "授权有效期至": "", "本人有劳动能力": "", "授权签署人": ""}),
        flaws=((2, "授权有效期至", "cell.missing"), (2, "授权签署人", "cell.missing")),
        notes=((2, "单亲家庭", "cell.assumed"), (2, "本人有劳动能力", "cell.assumed")),
        sheet=LACKED,
    )
    yield Case(
        "a spouse signed too",
        lambda: written(BARE | spouse() | {"成员1身份证号": SPOUSE}),
        reads=_reads(consent__signatories=[0, 1], members__1__relation="spouse"),
        sheet=LACKED,
    )


def _without(header: str) -> dict[str, str]:
    return {name: cell for name, cell in BARE.items() if name != header}


def _words() -> Iterator[Case]:
    for said, code, can_work in (
        ("在岗", "employed", True), ("失（无）业", "unemployed", True), ("内退", "internal_retirement", True),
        ("退休", "retired", False), ("下岗", "laid_off", True), ("无业", "unemployed", True),
    ):  # fmt: skip
        yield Case(
            f"state of work {said}",
            lambda said=said: written(BARE | {"工作状态": said}),
            reads=_reads(members__0__employment=code, members__0__can_work=can_work),
            sheet=LACKED,
        )
    yield Case(
        "on sick leave, and whether able to work is for people to say",
        lambda: written(BARE | {"工作状态": "病休"}),
        flaws=((2, "本人有劳动能力", "cell.missing"),),
        sheet=LACKED,
    )
    yield Case(
        "a migrant worker in the union",
        lambda: written(BARE | {"工作状态": "农民工", "是否工会会员": "是"}),
        reads=_reads(members__0__employment="employed", declared__migrant_worker=True, declared__union_member=True),
        sheet=LACKED,
    )
    yield Case(
        "a migrant worker of whom nobody says",
        lambda: written(BARE | {"工作状态": "农民工"}),
        flaws=((2, "工会会员", "cell.missing"),),
        sheet=LACKED,
    )
    for said, health, condition in (
        ("良好", "healthy", "good"), ("癌症", "seriously_ill", "cancer"), ("糖尿病", "ill", "diabetes"),
        ("重病", "seriously_ill", None),
    ):  # fmt: skip
        yield Case(
            f"health {said}",
            lambda said=said: written(BARE | {"健康状况": said}),
            reads=_reads(members__0__health=health, members__0__condition=condition, members__0__disability=False),
            sheet=LACKED,
        )
    yield Case(
        "health says disabled",
        lambda: written(BARE | {"健康状况": "残疾", "残疾类别": "听力残疾二级（重度）"}),
        reads=_reads(
            members__0__health="healthy",
            members__0__condition="disabled",
            members__0__disability=True,
            members__0__impairment="hearing",
            members__0__impairment_level=2,
        ),
        sheet=LACKED,
    )
    yield Case(
        "the form's other words",
        lambda: written(
            BARE
            | {
                "民族": "壮",
                "政治面貌": "群众",
                "婚姻状况": "离异",
                "户口类型": "农转居",
                "医保状况": "是",
                "住房类型": "自购房",
                "建筑面积": number("45.5"),
                "所属行业": "农、林、牧、渔业",
                "企业状况": "停产",
                "劳模类型": "全国劳模",
                "次要致困原因": "下岗失业、患病",
                "家庭其他非薪资年收入": "1,000元",
                "邮编": number("515000"),
            }
        ),
        reads=_reads(
            members__0__nation="08",
            members__0__marital_status="divorced",
            members__0__hukou_kind="converted",
            members__0__medical_insurance="insured",
            members__0__model_worker="national",
            housing__kind="bought",
            housing__area_band="20_to_50",
            employer__industry="agriculture",
            employer__state="stopped",
            declared__causes=["child_schooling", "laid_off", "illness"],
            declared__other_income_yearly="1000",
            contact__postcode="515000",
        ),
        notes=((2, "家庭其他非薪资年收入（元）", "cell.read_as"), (2, "建筑面积", "cell.read_as")),
        sheet=LACKED,
    )
    yield bad("an impairment of no kind", "本人残疾类别", text("心脏残疾"), "cell.code")
    yield bad("an area in words", "建筑面积", text("很小"), "cell.area")


def _income() -> Iterator[Case]:
    yield Case(
        "a year that no month divides",
        lambda: written(BARE | {"年收入": number("20000")}),
        reads=_reads(members__0__monthly_income="1666.67", members__0__yearly_income="20000"),
        sheet=LACKED,
    )
    yield Case(
        "month and year that agree",
        lambda: written(BARE | {"月收入": "1,200.00"}),
        reads=_reads(members__0__monthly_income="1200.00"),
        notes=((2, "本人月收入（元）", "cell.read_as"),),
        sheet=LACKED,
    )
    yield Case(
        "month and year that differ",
        lambda: written(BARE | {"月收入": "1201"}),
        flaws=((2, "本人年收入（元）", "income.year_differs"),),
        sheet=LACKED,
    )
    yield Case(
        "neither is filled",
        lambda: written(BARE | {"年收入": ""}),
        flaws=((2, "本人月收入（元）", "cell.missing"),),
        sheet=LACKED,
    )


def _contradictions() -> Iterator[Case]:
    for cells, column in (
        ({"工作状态": "农民工", "农民工": "否", "工会会员": "是"}, "农民工"),
        ({"健康状况": "残疾", "残疾": "否"}, "本人残疾"),
        ({"残疾类别": "视力残疾", "残疾": "否"}, "本人残疾"),
        ({"全部致困原因": "子女上学", "次要致困原因": "患病"}, "全部致困原因"),
    ):
        yield Case(
            f"contradicts {' '.join(cells)}",
            lambda cells=cells: written(BARE | cells),
            flaws=((2, column, "cell.contradicts"),),
            sheet=LACKED,
        )


def _lists() -> Iterator[Case]:
    yield one(
        "房产",
        text("商品房 60平方米、商铺20"),
        "owned.houses",
        [{"kind": "commercial", "area_m2": 60}, {"kind": "shop", "area_m2": 20}],
        name="houses",
    )
    yield one("房产", text(" 无 "), "owned.houses", [], name="no house")
    yield one(
        "车辆", text("2015年，2018"), "owned.vehicles", [{"purchased_in": 2015}, {"purchased_in": 2018}], name="cars"
    )
    yield one("车辆", number("2015"), "owned.vehicles", [{"purchased_in": 2015}], name="a car's year as a number")
    yield one(
        "名下企业",
        text("虚构小店、虚构网店"),
        "owned.firms",
        [{"name": "虚构小店"}, {"name": "虚构网店"}],
        name="firms",
    )
    yield one("存款", text("1万元以下"), "owned.deposits_band", "under_10k", name="deposits")
    yield one(
        "其他帮扶救助",
        text("虚构慈善会 慈善救助 500元 2026/2/1；民政 临时救助 800"),
        "other_aid",
        [
            {"giver": "虚构慈善会", "kind": "charity_grant", "amount": "500", "received_on": "2026-02-01"},
            {"giver": "民政", "kind": "temporary_relief", "amount": "800"},
        ],
        name="other givers' aid",
    )
    yield bad("half a list of houses", "房产", text("商品房60、别墅"), "cell.list")
    yield bad("a car of no year", "车辆", text("大众"), "cell.list")
    yield bad("aid of an unknown kind", "其他帮扶救助", text("某会 红包 500"), "cell.list")
    yield bad("aid of no amount", "其他帮扶救助", text("某会 慈善救助 若干"), "amount.format")
    yield bad("firms as a number", "名下企业", number("3"), "cell.list")


def _headers() -> Iterator[Case]:
    yield Case(
        "titles above the header",
        lambda: written(BARE, BARE, above=("困难职工登记表", "填报单位：虚构工会")),
        rows=(4, 5),
        sheet=("sheet.titles", "sheet.titles", "columns.assumed"),
    )
    yield Case(
        "a merged title",
        lambda: book(
            line(1, {HEADERS[0]: text("困难职工登记表")})
            + line(2, {header: text(header) for header in HEADERS})
            + line(3, good_row()),
            after='<mergeCells><mergeCell ref="A1:CG1"/></mergeCells>',
        ),
        rows=(3,),
        sheet=("column.for_people", "sheet.titles"),
    )
    yield no_book("a header too far down", lambda: written(BARE, above=["说明"] * 20), "roster.headers")
    yield Case(
        "what follows from the number is for people",
        lambda: written(BARE | {"性别": "女", "出生日期": "1980-01-01", "家庭年度总收入": number("14400")}),
        sheet=("column.for_people", "column.for_people", "column.for_people", "columns.assumed"),
    )
    yield no_book("two names of one column", lambda: written(BARE | {"联系电话": "19900000001"}), "roster.headers")
    yield Case(
        "hidden rows by their numbers",
        lambda: book(rows(good_row()) + "".join(line(at, good_row(), attributes=' hidden="1"') for at in (3, 7))),
        rows=(2, 3, 7),
        flaws=((3, "序号", "row.hidden"), (7, "序号", "row.hidden")),
    )


def _texts() -> Iterator[Case]:
    table, read = (
        (list(BARE), list(BARE.values())),
        _reads(members__0__name="陈测试", members__0__monthly_income="1200.00"),
    )
    for name, content in {
        "utf-8": separated(*table),
        "utf-8 with a mark": separated(*table, encoding="utf-8-sig"),
        "gb18030": separated(*table, encoding="gb18030"),
        "utf-16": separated(*table, encoding="utf-16", delimiter="\t"),
        "semicolons": separated(*table, delimiter=";"),
        "tabs": separated(*table, delimiter="\t", encoding="gb18030"),
        "quotes": separated(*table, quote=True),
    }.items():
        yield Case(f"csv {name}", lambda content=content: content, reads=read, sheet=LACKED)
    commas = dict(BARE) | {"家庭住址": '"汕头市，""虚构""路\n1号"', "年收入": '"14,400.00"'}
    yield Case(
        "csv with commas, quotes and a line's end in cells",
        lambda: separated(list(commas), list(commas.values())),
        reads=_reads(contact__address='汕头市，"虚构"路\n1号', members__0__yearly_income="14400.00"),
        notes=((2, "本人年收入（元）", "cell.read_as"),),
        sheet=LACKED,
    )
    yield Case(
        "csv with titles, blank rows and digits kept as text",
        lambda: separated(
            ["登记表"], list(BARE), [""] * len(BARE), list((BARE | {"身份证号": '="440590198001010009"'}).values())
        ),
        rows=(4,),
        reads=_reads(members__0__id_number="440590198001010009"),
        sheet=("sheet.titles", "columns.assumed"),
    )
    yield Case(
        "csv after a spreadsheet has made the number short",
        lambda: separated(list(BARE), list((BARE | {"年收入": "1.44E+04"}).values())),
        flaws=((2, "本人年收入（元）", "amount.format"),),
        sheet=LACKED,
    )
    yield no_book("csv of another table", lambda: "所属工会,本人姓名\n44,陈测试\n".encode("gb18030"), "roster.headers")
    yield no_book("csv in latin 1", lambda: "größe,maß\n\xdf,\xff\n".encode("latin-1"))
    yield no_book("a picture", lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    yield no_book("a web page", lambda: b"<html><table><tr><td>1</td></tr></table></html>", "roster.headers")
    yield no_book("csv with a cell without end", lambda: ('"' + "陈" * 40_000).encode(), "roster.marks")
    yield no_book("csv with a cell too long", lambda: (f'"{"陈" * 40_000}"').encode(), "roster.too_large")
    for name, address in {
        "opened and not closed": '"汕头市龙湖区',
        "closed and written on": '"汕头市"龙湖区',
    }.items():
        row = list((BARE | {"家庭住址": address}).values())
        whole = list((BARE | {"家庭住址": "汕头市"}).values())
        table = separated(list(BARE | {"家庭住址": ""}), whole, row, whole, whole)
        yield no_book(f"csv with a mark {name}", lambda table=table: table, "roster.marks")
    yield no_book("csv of too many rows", lambda: separated(list(BARE), *[["44"]] * 10_001), "roster.too_long")
    yield no_book("csv of commas alone", lambda: b"a" + b"," * 2_000_001, "roster.too_large")


def _old_workbooks() -> Iterator[Case]:
    cells = {**BARE, "授权签署日期": date(2026, 11, 1), "手机": 19900000000, "年收入": 14400.0}
    head, row = list(cells), list(cells.values())
    read = _reads(members__0__monthly_income="1200.00", consent__signed_on="2026-11-01", contact__phone="19900000000")
    yield Case("xls", lambda: old(head, row), reads=read, sheet=LACKED)
    yield Case("xls in gbk", lambda: old(head, row, encoding="gbk"), reads=read, sheet=LACKED)
    yield Case(
        "xls with titles, blank rows and a second sheet",
        lambda: old(["登记表"], [], head, [], row, other="如何填写"),
        rows=(5,),
        reads=read,
        sheet=("sheet.unread", "sheet.titles", "columns.assumed"),
    )
    yield Case(
        "xls with a hidden row",
        lambda: old(head, row, row, hidden=[2]),
        rows=(2, 3),
        flaws=((3, "序号", "row.hidden"),),
        sheet=LACKED,
    )
    for name, cell, code in (
        ("a formula that nobody computed", xlwt.Formula("600+600"), "cell.formula"),
        ("a percentage", 0.12, "amount.format"),
        ("a day", date(2026, 11, 1), "amount.format"),
        ("a flag", True, "amount.format"),
    ):
        yield Case(
            f"xls with {name} for the income",
            lambda cell=cell: old(head, [cell if header == "年收入" else one for header, one in cells.items()]),
            flaws=((2, "本人年收入（元）", code),),
            sheet=LACKED,
        )
    yield Case(
        "xls with a number that lost digits",
        lambda: old(head, [440590198001010009.0 if header == "身份证号" else one for header, one in cells.items()]),
        flaws=((2, "本人身份证号", "cell.number_for_text"),),
        sheet=LACKED,
    )
    yield Case(
        "xls with a postcode that shows a zero before it",
        lambda: old([*head, "邮政编码"], [*row, 66000], style=xlwt.easyxf(num_format_str="000000")),
        reads=_reads(contact__postcode="066000"),
        sheet=LACKED,
    )
    yield Case(
        "xls with a formula beyond all else",
        lambda: old(head, row, [], [*[""] * 200, xlwt.Formula("1+1")]),
        rows=(2, 4),
        flaws=((4, "GS 列", "column.unknown"), *((4, header, "cell.missing") for header in MISSING)),
        sheet=LACKED,
    )
    yield Case(
        "xls with a hidden first sheet",
        lambda: old(head, row, first="说明"),
        reads=read,
        sheet=("sheet.unread", *LACKED),
    )
    yield no_book("xls cut within a sector, at which calamine panics", lambda: old(head, row)[:4_458])
    yield no_book("xls cut off", lambda: old(head, row)[:3_000])
    yield no_book("xls of too many rows", lambda: old(head, *[["44"]] * 10_001), "roster.too_long")
    yield no_book("xls of nothing", lambda: old([]), "roster.headers")
