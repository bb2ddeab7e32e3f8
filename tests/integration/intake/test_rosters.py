"""A union's survey roster: rows taken whole or refused by cell, the same again changes nothing."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from threading import Event, Semaphore, Thread
from typing import Any, get_args

import openpyxl
import psycopg
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from agencies.population import generate
from agencies.roster import write_roster
from chassis.http.refusals.errors import Problem
from chassis.store import Unit
from chassis.vault import VaultUnreachable
from chassis.workbook import confinement
from chassis.workbook.told import Cell, Kind
from chassis.workbook.turns import PATIENCE_S, Turns
from contracts.roster_columns import COLUMNS, RESTRUCTURING_KINDS, headers_of
from kernel.calendar import CHINA_STANDARD_TIME
from services.intake.adapters.roster_body import CellFlaw, RowRead, body_of
from services.intake.adapters.roster_reader import Row
from services.intake.domain.events import RosterImported
from services.intake.errors import TABLE
from services.intake.form.body import ApplicationForm
from services.intake.handlers import roster_import, roster_rows
from tests.integration.intake.applications import TODAY, id_number
from tests.integration.intake.conftest import Intake
from tests.support.rosters import AROUND, XLSX, good_row, sheet_of, spouse
from tests.support.until import wait_until
from tests.unit.intake.sheets.sent import BARE, old, separated


def upload(intake: Intake, content: bytes, accept: str = "application/json", org_path: str = "44") -> Any:
    headers = intake.headers("portal", org_path=org_path, Accept=accept)
    return intake.door.post("/v1/rosters", files={"file": ("roster.xlsx", content, XLSX)}, headers=headers)


def roster_of(households: int, tmp_path: Path) -> bytes:
    path = tmp_path / "roster.xlsx"
    write_roster(generate(households, 7, TODAY), path)
    return path.read_bytes()


def events_stored(intake: Intake) -> int:
    with intake.service.store.reading() as connection:
        (count,) = connection.execute("SELECT count(*) FROM events WHERE type NOT LIKE '%ParameterSet%'").fetchone()
        return int(count)


def imports_on_record(intake: Intake) -> list[tuple[str, Any]]:
    """(subject, event) in order."""
    query = "SELECT subject, body FROM events WHERE type LIKE '%%RosterImported%%' ORDER BY position"
    with intake.service.store.reading() as connection:
        rows = connection.execute(query).fetchall()
    return [(subject, intake.service.store.codec.decode(body).event) for subject, body in rows]


def test_two_hundred_households_are_taken_once_however_often_the_roster_comes(intake: Intake, tmp_path: Path) -> None:
    content = roster_of(200, tmp_path)
    report = upload(intake, content).json()
    assert report["rows"] == report["taken"] + report["refused"] + report["unchanged"]
    refused = [result for result in report["results"] if result["status"] == "refused"]
    assert refused == [], refused[:2]

    before = events_stored(intake)
    again = upload(intake, content).json()
    assert (again["taken"], again["unchanged"]) == (0, report["taken"] + report["unchanged"])
    assert events_stored(intake) == before


FILE = ("file", ("roster.xlsx", b"", XLSX))
DISTRICT = ("region", (None, "440507"))


@pytest.mark.parametrize(
    ("fields", "status", "code", "pointers"),
    [
        ([FILE, DISTRICT, ("region", (None, "440511"))], 400, "duplicate_name", ["#/region"]),
        ([FILE, DISTRICT, DISTRICT], 400, "duplicate_name", ["#/region"]),
        ([FILE, FILE], 400, "duplicate_name", ["#/file"]),
        ([FILE, ("orgpath", (None, "44")), ("a/b", (None, "1"))], 422, "unknown_field", ["#/orgpath", "#/a~1b"]),
        ([FILE, ("another", ("another.xlsx", b"x", XLSX))], 422, "unknown_field", ["#/another"]),
    ],
)
def test_a_field_of_the_form_that_is_given_twice_or_not_known_is_named(
    intake: Intake, fields: list[Any], status: int, code: str, pointers: list[str]
) -> None:
    answer = intake.door.post("/v1/rosters", files=fields, headers=intake.headers("portal"))
    refused = answer.json()
    assert (answer.status_code, refused["code"]) == (status, code)
    assert [error["pointer"] for error in refused["errors"]] == pointers


def test_a_roster_sent_again_years_later_changes_nothing_though_its_consents_have_expired(intake: Intake) -> None:
    content = sheet_of(good_row())
    first = upload(intake, content).json()
    intake.move_to(datetime(2036, 1, 5, 9, tzinfo=CHINA_STANDARD_TIME))
    before = events_stored(intake)
    again = upload(intake, content).json()
    assert (again["unchanged"], again["refused"]) == (1, 0)
    assert again["results"][0]["household"] == first["results"][0]["household"]
    assert events_stored(intake) == before


def test_a_bad_row_is_named_by_row_and_column_and_the_good_ones_are_taken(intake: Intake) -> None:
    bad_digit = good_row(**{"本人身份证号": "440590198001010000", "本人月收入（元）": "-1"})
    answer = upload(intake, sheet_of(good_row(), bad_digit)).json()
    assert (answer["rows"], answer["taken"], answer["refused"]) == (2, 1, 1)
    assert [result["status"] for result in answer["results"]] == ["taken", "refused"]
    errors = answer["results"][1]["errors"]
    assert answer["results"][1]["row"] == 3
    assert [(error["column"], error["code"]) for error in errors] == [("本人月收入（元）", "amount.negative")]
    assert all(error["zh"] and error["en"] for error in errors)


def test_a_number_cell_of_more_than_fifteen_digits_is_refused(intake: Intake) -> None:
    answer = upload(intake, sheet_of(good_row(**{"本人身份证号": 440590198001010009}))).json()
    (result,) = answer["results"]
    assert [(e["column"], e["code"]) for e in result["errors"]] == [("本人身份证号", "cell.number_for_text")]


def test_the_marked_copy_has_an_error_column_and_no_formula(intake: Intake) -> None:
    bad = good_row(**{"家庭住址": "=1+1", "所在区县代码": "999999"})
    answer = upload(intake, sheet_of(good_row(), bad), accept=XLSX)
    assert answer.headers["content-type"] == XLSX
    table = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    headers = [str(cell) for cell in table[0]]
    assert headers[-1] == "错误 · errors"
    assert table[1][-1] == ""
    assert "所在区县代码：没有这个区县代码。" in str(table[2][-1])
    assert table[2][headers.index("家庭住址")] == "'=1+1"


def test_a_refused_row_is_on_record_without_a_personal_datum(intake: Intake) -> None:
    content = sheet_of(good_row(**{"本人身份证号": "440590198001010000"}))
    report = upload(intake, content).json()
    upload(intake, content)
    with intake.service.store.reading() as connection:
        bodies = connection.execute(
            "SELECT body FROM events WHERE subject = %s AND type LIKE '%%RosterRowRefused%%'", (report["import"],)
        ).fetchall()
        everything = connection.execute("SELECT string_agg(body::text, '') FROM events").fetchone()
    assert len(bodies) == 1
    assert b"id_number.check_digit" in bodies[0][0]
    assert b"440590198001010000" not in bodies[0][0]
    assert everything is not None


def test_a_file_that_is_no_workbook_is_refused_and_nothing_is_stored(intake: Intake) -> None:
    for content in (b"", b"name,id\n", b"PK\x03\x04 nothing", roster_without_columns()):
        answer = upload(intake, content)
        assert answer.status_code == 422, answer.text
        assert answer.json()["code"] in ("roster.no_workbook", "roster.headers")
    assert events_stored(intake) == 0


def roster_without_columns() -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet().write_string(0, 0, "姓名")
    return target.getvalue()


def test_a_sheet_that_claims_billions_of_cells_is_refused_before_it_is_read(intake: Intake) -> None:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "姓名")
        sheet.write_string(1_048_575, 16_383, "x")
    assert upload(intake, target.getvalue()).json()["code"] in ("roster.too_large", "roster.too_long")


def test_a_file_above_eight_mib_is_refused(intake: Intake) -> None:
    assert upload(intake, b"x" * (9 * 1024 * 1024)).status_code == 413


def test_another_countys_union_cannot_bring_rows_of_this_one(intake: Intake) -> None:
    answer = upload(intake, sheet_of(good_row()), org_path="44/4405/440511").json()
    (result,) = answer["results"]
    assert [(e["column"], e["code"]) for e in result["errors"]] == [("所属工会", "organisation.unknown")]


def test_a_member_who_stands_in_another_row_too_is_taken_and_flagged(intake: Intake) -> None:
    both = {**spouse(), "成员1身份证号": id_number(72), "授权签署人": "本人、成员1"}
    answer = upload(intake, sheet_of(good_row(**both), good_row(**both, 本人身份证号=id_number(77)))).json()
    assert answer["taken"] == 2
    first, second = (intake.get(f"/v1/households/{result['household']}").json() for result in answer["results"])
    assert (first["flags"], second["flags"]) == ([], ["member_elsewhere"])


def test_two_rows_of_one_applicant_that_differ_cannot_both_be_so(intake: Intake) -> None:
    """Neither would be the correction of the other, whatever the order of the rows."""
    content = sheet_of(good_row(), good_row(**{"联系电话": "19900000001"}))
    for taken in (1, 0):
        answer = upload(intake, content).json()
        assert (answer["taken"], answer["refused"]) == (taken, 1)
        (error,) = answer["results"][1]["errors"]
        assert (error["code"], "2" in error["zh"]) == ("row.same_applicant", True)


def test_a_retry_with_the_same_key_gets_the_stored_report(intake: Intake) -> None:
    content, headers = sheet_of(good_row()), intake.headers("portal", org_path="44")
    files = {"file": ("roster.xlsx", content, XLSX)}
    first = intake.door.post("/v1/rosters", files=files, headers=headers)
    assert intake.door.post("/v1/rosters", files=files, headers=headers).content == first.content
    other = {"file": ("roster.xlsx", sheet_of(good_row(), good_row()), XLSX)}
    assert intake.door.post("/v1/rosters", files=other, headers=headers).json()["code"] == "idempotency_mismatch"


def test_an_import_is_on_record_with_what_it_came_to(intake: Intake) -> None:
    report = upload(intake, sheet_of(good_row(), good_row(**{"本人月收入（元）": "-1"}))).json()
    clean = upload(intake, sheet_of(good_row(**{"联系电话": "19900000002"}))).json()
    assert imports_on_record(intake) == [
        (report["import"], RosterImported(org_path="44", rows=2, taken=1, unchanged=0, refused=1)),
        (clean["import"], RosterImported(org_path="44", rows=1, taken=0, unchanged=0, refused=0, corrected=1)),
    ]


def test_an_import_that_was_cut_off_tells_the_same_when_it_is_sent_again(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rows were taken, and the database went away before the import itself was on record."""
    submit, cut = intake.service.lane.submit, list[bool]()

    def cut_off_once(unit: Unit) -> Any:
        if unit.key is None or cut:
            return submit(unit)
        cut.append(True)
        raise psycopg.OperationalError

    monkeypatch.setattr(intake.service.lane, "submit", cut_off_once)
    content, headers = (
        sheet_of(good_row(), good_row(**{"本人月收入（元）": "-1"})),
        intake.headers("portal", org_path="44"),
    )
    files = {"file": ("roster.xlsx", content, XLSX)}
    assert intake.door.post("/v1/rosters", files=files, headers=headers).status_code == 503
    report = intake.door.post("/v1/rosters", files=files, headers=headers).json()
    assert [result["status"] for result in report["results"]] == ["taken", "refused"]
    told = RosterImported(org_path="44", rows=2, taken=1, unchanged=0, refused=1)
    assert imports_on_record(intake) == [(report["import"], told)]


def test_nothing_is_taken_when_the_vault_is_away(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_: str) -> None:
        raise VaultUnreachable

    monkeypatch.setattr(intake.service.vault, "create", away)
    assert upload(intake, sheet_of(good_row())).status_code == 503
    assert events_stored(intake) == 0


def row_of(cells: dict[str, Any]) -> Row:
    return Row(2, {header: Cell("text", cell) for header, cell in cells.items() if cell})


def read(cells: dict[str, Any]) -> RowRead:
    return body_of(row_of(cells), {}, AROUND)


@pytest.mark.parametrize("number", ["1e308", "-0.5", "440590198001010009", "1e-9999", "4E+9999"])
def test_a_number_cell_of_any_size_is_an_answer_and_no_failure(number: str) -> None:
    for column in COLUMNS:
        for kind in get_args(Kind):
            flaws = body_of(Row(2, {column.header: Cell(kind, "1" if kind == "flag" else number)}), {}, AROUND).flaws
            assert all(flaw.code in TABLE for flaw in flaws)


SINGLE_DOCUMENTS = ("单位所在区县代码", "改制情形", "以工资收入为主要生活来源", "长期在城镇生活")


def test_a_word_of_the_form_may_hold_the_separator() -> None:
    got = read(good_row(**{"全部致困原因": "意外事故、意外伤害、子女上学"}))
    assert (got.body["declared"]["causes"], got.flaws) == (["accident", "child_schooling"], [])


def test_what_only_some_documents_ask_for_may_be_there_or_not() -> None:
    asked = SINGLE_DOCUMENTS
    row = good_row()
    whole = read(row)
    assert whole.flaws == []
    assert (whole.body["employer"]["region"], whole.body["declared"]["restructuring_kind"]) == ("440507", "bankruptcy")
    declared = whole.body["declared"]
    assert (declared["wage_is_main_income"], declared["lives_long_term_in_city"]) == (True, True)

    bare = read({header: cell for header, cell in row.items() if header not in asked})
    assert bare.flaws == []
    assert bare.body["employer"]["region"] is None


@pytest.mark.parametrize(("word", "code"), RESTRUCTURING_KINDS.items())
def test_every_kind_of_restructuring_is_one_of_the_form(word: str, code: str) -> None:
    got = read(good_row(**{"改制情形": word}))
    assert (ApplicationForm.model_validate(got.body).declared.restructuring_kind, got.flaws) == (code, [])


def test_a_sheet_without_the_columns_of_other_documents_is_taken(intake: Intake) -> None:
    kept = [column for column in COLUMNS if column.header not in SINGLE_DOCUMENTS]
    report = upload(intake, sheet_of(good_row(), columns=kept)).json()
    assert (report["taken"], report["refused"]) == (1, 0)


def test_the_template_filled_in_with_ten_columns_is_taken(intake: Intake) -> None:
    """Issue 13: a union of its own fills in what it has; what it has not is told once for all rows."""
    union = "44/4405/440507/longhu-dianzi"
    got = intake.door.get("/v1/rosters/template", headers=intake.headers("portal", org_path=union))
    assert (got.status_code, got.headers["content-type"]) == (200, XLSX)
    book, target = openpyxl.load_workbook(BytesIO(got.content)), BytesIO()
    cells = {column.header: said for column in COLUMNS for said in map(BARE.get, headers_of(column)) if said}
    for place, cell in enumerate(book.worksheets[0][1], start=1):
        if cell.value != "所属工会":
            book.worksheets[0].cell(2, place, cells.get(cell.value.strip("*")))
    book.save(target)
    report = upload(intake, target.getvalue(), org_path=union).json()
    assert (report["taken"], report["refused"]) == (1, 0), report
    assert [note for note in report["notes"] if note["code"] == "sheet.unread"] == [], "the template's own sheets"
    shown = intake.get(f"/v1/households/{report['results'][0]['household']}").json()
    assert (shown["org_path"], shown["region"]) == (union, "440507")
    again = upload(intake, target.getvalue(), org_path=union).json()
    assert (again["taken"], again["unchanged"]) == (0, 1)
    book["示例（虚构）"].cell(4, 1, "某工会")
    book.save(target := BytesIO())
    noted = upload(intake, target.getvalue(), org_path=union).json()["notes"]
    assert "sheet.unread" in [note["code"] for note in noted], "a family written below the example is read by nobody"


@pytest.mark.parametrize("make", [old, separated], ids=["xls", "csv"])
def test_an_old_workbook_and_a_text_are_taken_and_given_back_marked(intake: Intake, make: Any) -> None:
    bad = BARE | {"年收入": "很多"}
    content = make(["登记表"], list(BARE), list(BARE.values()), list(bad.values()))
    report = upload(intake, content).json()
    assert [(one["row"], one["status"]) for one in report["results"]] == [(3, "taken"), (4, "refused")]
    copy = upload(intake, content, accept=XLSX).content
    table = CalamineWorkbook.from_filelike(BytesIO(copy)).get_sheet_by_index(0).to_python()
    assert (table[0][0], table[1][: len(BARE)]) == ("登记表", list(BARE))
    assert "amount" not in str(table[2][-1])
    assert "Not an amount" in str(table[3][-1])
    corrected = upload(intake, copy).json()
    assert [one["status"] for one in corrected["results"]] == ["unchanged", "refused"]


def test_members_are_filled_in_one_after_the_other() -> None:
    assert CellFlaw("成员2姓名", "row.members") in read(good_row(**{"成员2姓名": "陈测试二"})).flaws


@pytest.mark.parametrize(
    "changes",
    [
        {"本人身份证号": "４４０５９０１９８００１０１００５x"},
        {"银行账号": "9999 9900 0000 0000 000"},
        {"联系电话": "199-0000 0000"},
        {"本人姓名": "陈 测试", "家庭住址": "汕头市 龙湖区虚构路1号"},
        {"本人月收入（元）": 1200, "授权签署日期": "2026年11月1日"},
    ],
    ids=["id number", "account", "phone", "spaces", "money and date"],
)
def test_the_same_row_in_another_spelling_is_the_same_household(intake: Intake, changes: dict[str, Any]) -> None:
    """FAULTS B38."""
    first = good_row(**{"本人身份证号": "44059019800101005X"})
    taken = upload(intake, sheet_of(first)).json()
    before = events_stored(intake)
    again = upload(intake, sheet_of({**first, **changes})).json()
    assert (again["taken"], again["unchanged"], again["refused"]) == (0, 1, 0)
    assert again["results"][0]["household"] == taken["results"][0]["household"]
    assert events_stored(intake) == before


def test_a_row_that_was_named_as_it_was_spelled_is_known_by_that_name(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FAULTS B38. Households of imports before numbers were cleaned."""
    row = good_row(**{"本人身份证号": "44059019800101005x"})
    with monkeypatch.context() as then:
        then.setattr(roster_rows, "cleaned", lambda content, _: roster_rows.as_spelled(content, row_of(row)))
        taken = upload(intake, sheet_of(row)).json()
    again = upload(intake, sheet_of(row)).json()
    assert (again["unchanged"], again["results"][0]["household"]) == (1, taken["results"][0]["household"])


def test_two_spellings_in_one_sheet_are_one_household(intake: Intake) -> None:
    """FAULTS B38."""
    report = upload(intake, sheet_of(good_row(), good_row(**{"银行账号": "999999 0000000000000"}))).json()
    assert [result["status"] for result in report["results"]] == ["taken", "unchanged"]


def test_what_was_read_otherwise_than_written_is_told_with_its_value_in_the_copy_alone(intake: Intake) -> None:
    """FAULTS: dates and money as people write them; B11."""
    row = good_row(**{"本人月收入（元）": "￥1,234.50", "授权签署日期": "2026/11/1"})
    report = upload(intake, sheet_of(row)).json()
    notes = report["results"][0]["notes"]
    assert [(note["column"], note["code"]) for note in notes] == [
        ("本人月收入（元）", "cell.read_as"),
        ("授权签署日期", "cell.read_as"),
    ]
    assert [note["code"] for note in report["notes"]] == ["column.for_people"]
    assert "1234.50" not in str(report)
    copy = upload(intake, sheet_of(row), accept=XLSX)
    table = CalamineWorkbook.from_filelike(BytesIO(copy.content)).get_sheet_by_index(0).to_python()
    assert "→ 1234.50" in str(table[1][-1])
    assert "→ 2026-11-01" in str(table[1][-1])


def test_a_value_given_with_the_upload_is_told(intake: Intake) -> None:
    """FAULTS B07."""
    headers = intake.headers("portal", org_path="44")
    files = {"file": ("roster.xlsx", sheet_of(good_row(**{"所属工会": ""})), XLSX)}
    union = {"org_path": "44/4405/440507/longhu-dianzi"}
    (result,) = intake.door.post("/v1/rosters", files=files, data=union, headers=headers).json()["results"]
    assert (result["status"], [note["code"] for note in result["notes"]]) == ("taken", ["cell.default"])


def test_a_corrected_copy_is_taken_as_it_is(intake: Intake) -> None:
    copy = upload(intake, sheet_of(good_row(), good_row(**{"联系电话": "x"})), accept=XLSX).content
    report = upload(intake, copy).json()
    assert [result["status"] for result in report["results"]] == ["unchanged", "refused"]
    assert {error["code"] for error in report["results"][1]["errors"]} != {"column.unknown"}


def test_full_width_signs_begin_no_formula_in_the_copy(intake: Intake) -> None:
    """FAULTS A20."""
    copy = upload(intake, sheet_of(good_row(**{"家庭住址": "＝1+1"})), accept=XLSX).content
    table = CalamineWorkbook.from_filelike(BytesIO(copy)).get_sheet_by_index(0).to_python()
    assert table[1][table[0].index("家庭住址")] == "'＝1+1"


def test_the_next_roster_waits_for_its_turn_and_the_one_after_is_told_to_come_again() -> None:
    """FAULTS A8."""
    turns = Turns(at_once=1, waiting=1, patience_s=30.0)
    entered = Event()

    def wait() -> None:
        with turns.to_read():
            entered.set()

    with turns.to_read():
        second = Thread(target=wait)
        second.start()
        wait_until(lambda: turns.waiting == 1, "the second to wait")
        with pytest.raises(Problem) as refused, turns.to_read():
            pass
        assert (refused.value.code, refused.value.params["retry_after_s"] > 0) == ("roster.busy", True)
        assert not entered.is_set()
    second.join(10)
    assert entered.is_set()


def test_who_waits_too_long_for_a_turn_is_told_to_come_again() -> None:
    """FAULTS A8."""
    turns = Turns(at_once=1, waiting=1, patience_s=0.01)
    with turns.to_read(), pytest.raises(Problem, match=r"roster\.busy"), turns.to_read():
        pass


def test_one_organisation_has_one_import_and_others_still_get_in() -> None:
    """FAULTS A8."""
    turns = Turns()
    with turns.only_one_of("4405"):
        with pytest.raises(Problem) as refused, turns.only_one_of("4405"):
            pass
        assert (refused.value.code, TABLE[refused.value.code].status) == ("roster.one_at_a_time", 429)
        with turns.only_one_of("4406"):
            pass
    with turns.only_one_of("4405"):
        pass


def test_rosters_whose_rows_are_written_keep_no_other_from_being_read(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FAULTS A8: a turn covers the reading alone; two long imports held both turns to their end."""
    took, written, all_here = roster_import.take, Event(), Semaphore(0)

    def slow(resources: Any, call: Any, *more: Any) -> bytes:
        all_here.release()
        if call.principal.subject != "quick":
            assert written.wait(60)
        return took(resources, call, *more)

    monkeypatch.setattr(roster_import, "take", slow)
    unions = ["44/4405/440507/longhu-dianzi", "44/4405/440507/longhu-wanju"]
    answers: list[int] = []

    def send(subject: str, org_path: str) -> int:
        headers = intake.headers("portal", org_path=org_path, subject=subject)
        files = {"file": ("roster.xlsx", sheet_of(good_row()), XLSX)}
        return int(intake.door.post("/v1/rosters", files=files, headers=headers).status_code)

    slow_ones = [Thread(target=lambda path=path: answers.append(send("slow", path))) for path in unions]
    for one in slow_ones:
        one.start()
    try:
        assert all(all_here.acquire(timeout=60) for _ in slow_ones), "both sheets are read"
        assert send("quick", "44/4405/440507") == 200
        assert send("quick", unions[0]) == 429, "one import of an organisation from end to end"
    finally:
        written.set()
        for one in slow_ones:
            one.join(60)
    assert answers == [200, 200]


def test_those_who_wait_have_more_patience_than_a_reading_takes() -> None:
    """FAULTS A8."""
    assert confinement.WALL_S < PATIENCE_S
