"""What a question sheet asks for is what each item's page reads, and a clerk's cells say what a system would send."""

import re
from datetime import date
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
import pytest

from chassis.workbook.told import Cell
from contracts.answer_sheet import COLUMNS, AnswerColumn, header_of
from kernel.errors import DomainError
from kernel.items import Item
from services.verification.adapters import answer_sheet
from services.verification.adapters.answer_cells import Unreadable, value
from services.verification.adapters.answer_sheet import FilledRow
from services.verification.adapters.question_sheet import AskedRow, headers, workbook
from services.verification.adapters.sheet_words import WHY
from services.verification.domain import events, sheet
from services.verification.domain.items import ITEMS
from services.verification.domain.items.reader import read
from services.verification.domain.sheet import Shown
from tests.architecture.tree import ROOT

PERSON = "person:1"


def _struct_within(hint: Any) -> type:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hint
    return next(_struct_within(one) for one in get_args(hint) if one is not type(None) and one is not ...)


def _codes_within(hint: Any) -> list[str]:
    if get_origin(hint) is Literal:
        return list(get_args(hint))
    return [code for one in get_args(hint) for code in _codes_within(one)]


def column_of(item: Item, field: str) -> AnswerColumn:
    return next(column for column in COLUMNS[item] if column.field == field)


@pytest.mark.parametrize("item", Item)
def test_each_field_of_an_items_shape_has_its_column_and_no_other(item: Item) -> None:
    assert {one.name for one in msgspec.structs.fields(ITEMS[item].shape)} == {one.field for one in COLUMNS[item]}


def lists() -> list[tuple[Item, AnswerColumn]]:
    return [(item, column) for item, columns in COLUMNS.items() for column in columns if column.kind == "list"]


@pytest.mark.parametrize(("item", "column"), lists(), ids=lambda one: getattr(one, "field", str(one)))
def test_each_field_of_a_listed_entry_has_its_part(item: Item, column: AnswerColumn) -> None:
    entry = _struct_within(get_type_hints(ITEMS[item].shape)[column.field])
    fields = msgspec.structs.fields(entry)
    assert [one.name for one in fields] == [part.field for part in column.parts]
    assert [one.required for one in fields] == [part.required for part in column.parts]


def coded() -> list[tuple[Item, type, AnswerColumn]]:
    found: list[tuple[Item, type, AnswerColumn]] = []
    for item, columns in COLUMNS.items():
        shape = ITEMS[item].shape
        for column in columns:
            inner = _struct_within(get_type_hints(shape)[column.field]) if column.parts else shape
            found += [(item, inner, one) for one in column.parts or (column,) if one.kind == "code"]
    return found


@pytest.mark.parametrize(("item", "shape", "column"), coded(), ids=lambda one: getattr(one, "field", ""))
def test_each_code_of_a_closed_list_has_one_word(item: Item, shape: type, column: AnswerColumn) -> None:
    allowed = set(_codes_within(get_type_hints(shape)[column.field]))
    codes = [code for code in column.codes.values() if code is not None]
    assert len(codes) == len(set(codes))
    assert set(codes) == (allowed or {1, 2, 3, 4})


RECORDS: list[tuple[Item, dict[str, str], dict[str, Any]]] = [
    (Item.TAX, {"月收入（元）": "1,200.50"}, {"monthly_income": "1200.50"}),
    (Item.STUDENT, {"就学阶段": "不在校"}, {"school_stage": None}),
    (Item.DISABILITY, {"是否持残疾证": "是", "残疾等级": "二级"}, {"certificate": True, "level": 2}),
    (Item.FINANCE, {"存款及金融资产档次": "1万至5万元"}, {"deposits_band": "10k_50k"}),
    (
        Item.REAL_ESTATE,
        {"房屋套数": "2", "建筑面积（平方米）": "80", "逐套类型、面积及权利限制": "商品房 60 抵押、商铺 20"},
        {
            "houses": 2,
            "area_m2": 80,
            "each": (
                {"kind": "commercial", "area_m2": 60, "encumbrance": "mortgaged"},
                {"kind": "shop", "area_m2": 20},
            ),
        },
    ),
    (
        Item.VEHICLE,
        {"车辆数": "1", "逐辆类型及价值": "小客车"},
        {"vehicles": 1, "each": ({"kind": "car"},)},
    ),
]


@pytest.mark.parametrize(("item", "cells", "record"), RECORDS)
def test_a_row_is_read_as_the_agencys_own_system_would_have_sent_it(
    item: Item, cells: dict[str, str], record: dict[str, Any]
) -> None:
    told = row_told(item, cells)
    (kept,) = read(item, [{"person": PERSON, **told}], (PERSON,))
    assert kept == {"person": PERSON, **record}


def row_told(item: Item, cells: dict[str, str]) -> dict[str, Any]:
    of = {header_of(item, column): column for column in COLUMNS[item]}
    row = FilledRow(6, {header: Cell("text", cells[of[header].header]) for header in of if of[header].header in cells})
    told = answer_sheet.record(row, item, (item,))
    assert told is not None
    return told


@pytest.mark.parametrize(
    ("item", "field", "cell", "reason"),
    [
        (Item.TAX, "monthly_income", Cell("text", "约900"), "cell_kind"),
        (Item.TAX, "monthly_income", Cell("formula", ""), "cell_formula"),
        (Item.TAX, "monthly_income", Cell("error", "#N/A"), "cell_error"),
        (Item.TAX, "monthly_income", Cell("day", "2026-11-01"), "cell_kind"),
        (Item.TAX, "monthly_income", Cell("text", "9\u200b0"), "cell_kind"),
        (Item.MARRIAGE, "status", Cell("text", "married"), "cell_word"),
        (Item.VEHICLE, "each", Cell("text", "小客车 便宜"), "cell_word"),
        (Item.VEHICLE, "each", Cell("text", "小客车 5万元以下 红色"), "cell_list"),
        (Item.HUKOU, "alive", Cell("text", "1"), "cell_word"),
    ],
)
def test_what_is_not_of_its_columns_kind_is_no_answer(item: Item, field: str, cell: Cell, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        value(column_of(item, field), cell)
    assert refused.value.reason == reason


def test_a_sheet_about_all_items_has_headers_unlike_each_other() -> None:
    assert len(headers(tuple(Item))) == len(set(headers(tuple(Item))))
    assert workbook("n", "虚构部门", tuple(Item), date(2026, 11, 2), []).startswith(b"PK")


def test_the_same_rows_are_the_same_bytes() -> None:
    row = AskedRow(
        question="q",
        item=Item.TAX,
        id_number="1",
        consent="=1+1",
        consent_until=date(2027, 1, 1),
        union="u",
        due_on=date(2026, 11, 9),
        earlier="",
        question_hash="h",
        check="c",
    )
    first, second = (workbook("n", "税务", ("tax",), date(2026, 11, 2), [row]) for _ in range(2))
    assert first == second


def test_every_reason_that_a_row_can_be_refused_for_has_its_words() -> None:
    rooms = ("adapters/answer_cells.py", "adapters/answer_sheet.py", "handlers/sheet_rows.py")
    text = "".join((ROOT / "services/verification" / room).read_text(encoding="utf-8") for room in rooms)
    said = set(re.findall(r"(?:Unreadable|RowRefused)\(\"(\w+)\"", text)) | {
        "cell_error",
        "cell_formula",
        "cell_merged",
    }
    assert said <= WHY.keys()


OUT = sheet.Out("tax", ("tax",), "44/4405")
SHOWN = Shown("d1", "person-a", 3, 1, date(2026, 11, 3))


def test_a_file_is_brought_once_and_confirmed_once() -> None:
    (brought,) = sheet.bring_back(SHOWN, OUT)
    after = sheet.evolve(OUT, brought)
    assert isinstance(after, sheet.Out)
    assert sheet.bring_back(SHOWN, after) == []
    (confirmed,) = sheet.confirm(SHOWN, after)
    assert isinstance(confirmed, events.SheetConfirmed)
    done = sheet.evolve(after, confirmed)
    assert isinstance(done, sheet.Out)
    assert sheet.confirm(SHOWN, done) == []


@pytest.mark.parametrize(("brought_by", "code"), [(None, "sheet.not_brought"), ("person-b", "sheet.second_person")])
def test_who_confirms_is_another_than_who_brought(brought_by: str | None, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        sheet.first_of_two("person-b", brought_by)
    assert refused.value.code == code
