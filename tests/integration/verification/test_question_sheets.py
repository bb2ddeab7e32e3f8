"""An agency without an interface: its questions go out on a sheet, and what two people bring back is an answer."""

import hashlib
import json
import zlib
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from chassis.rebuild import drift
from contracts import answer_sheet as form
from contracts.intake import ConsentWithdrawn
from contracts.verification import AgencySilent, ReportCompleted
from services.verification.domain.events import AnswerRecorded, QuestionsCarried, QuestionsLeftForSheet
from services.verification.projections import TABLES, project
from tests.integration.verification.applications import submitted
from tests.integration.verification.conftest import POPULATION, Town
from tests.integration.verification.sheets import XLSX, Filled, bring, confirm, file_of, fill, rows_of, send, taken_out
from tests.support.service import START

UNION = "44/4405/440507/longhu-dianzi"
BODY = POPULATION.households[0].body
TAX = "税务：月收入（元）"


@pytest.fixture
def town(make_town: Any) -> Town:
    """Tax works by sheet; the others are asked and say nothing yet."""
    made: Town = make_town(agencies=False, by_sheet=("tax",))
    made.household = made.apply(submitted(made.service.vault, BODY, org_path=UNION))
    made.deliver()
    return made


def carried_both_ways(town: Town, say: Filled) -> Any:
    sheet = taken_out(town).json()["question_sheet"]
    content = fill(file_of(town, sheet), say)
    assert bring(town, sheet, content).status_code == 200
    return confirm(town, sheet, content)


def earns(amount: str) -> Filled:
    return lambda given: {TAX: amount}


def recorded(town: Town, kind: type) -> list[Any]:
    return [event for event in town.events(town.household) if isinstance(event, kind)]


def answered(town: Town) -> AnswerRecorded:
    (found,) = recorded(town, AnswerRecorded)
    return found


def test_a_question_to_an_agency_by_sheet_is_posted_nowhere_and_waits(town: Town) -> None:
    assert "tax" not in {agency for agency, _ in town.asked}
    assert recorded(town, QuestionsLeftForSheet) == [QuestionsLeftForSheet(agency="tax", items=("tax",))]
    assert town.open_deliveries() == 0
    (waits,) = town.get("/v1/question-sheets/waiting", "case_worker").json()["items"]
    assert (waits["agency"], waits["questions"], waits["out"]) == ("tax", 1, 0)


def test_a_sheet_names_each_person_by_number_and_carries_the_questions_hash(town: Town) -> None:
    taken = taken_out(town)
    assert taken.status_code == 201, taken.text
    told = taken.json()
    assert (told["questions"], told["rows"], told["more"]) == (1, len(BODY["members"]), False)
    rows = rows_of(file_of(town, told["question_sheet"]))
    assert {row[form.ID_NUMBER] for row in rows} == {one["id_number"] for one in BODY["members"]}
    (opened, *_) = town.events(town.household)
    assert {row[form.QUESTION_HASH] for row in rows} == {opened.hashes["tax"]}
    assert {row[form.CONSENT] for row in rows} == {BODY["consent"]["reference"]}
    assert recorded(town, QuestionsCarried) == [
        QuestionsCarried(sheet=told["question_sheet"], agency="tax", items=("tax",), earlier=())
    ]


def test_a_filled_sheet_that_two_people_bring_is_an_answer(town: Town) -> None:
    told = carried_both_ways(town, earns("1234.5")).json()
    assert told["status"] == "confirmed"
    assert told["rows"]["taken"] == len(BODY["members"])
    event = answered(town)
    assert (event.item, event.came_by) == ("tax", "sheet")
    assert {record["monthly_income"] for record in event.records} == {"1234.5"}


def test_what_one_person_brings_counts_for_nothing(town: Town) -> None:
    sheet = taken_out(town).json()["question_sheet"]
    content = fill(file_of(town, sheet), earns("900"))
    told = bring(town, sheet, content)
    assert (told.json()["status"], told.json()["rows"]["taken"]) == ("brought", len(BODY["members"]))
    assert recorded(town, AnswerRecorded) == []
    same = send(town, sheet, content, "reviewer", "/confirmation", subject="person-case_worker")
    assert (same.status_code, same.json()["code"]) == (409, "sheet.second_person")
    other = fill(content, earns("901"))
    assert confirm(town, sheet, other).json()["code"] == "sheet.not_brought"


def test_the_rows_are_kept_sealed_with_the_digest_of_the_whole_and_the_clerks_name(town: Town) -> None:
    told = carried_both_ways(town, earns("900")).json()
    kept = json.loads(zlib.decompress(answered(town).raw))
    assert (kept["sha256"], kept["clerk"], kept["brought_by"]) == (told["sha256"], "王示例", "person-case_worker")
    assert {row[form.ID_NUMBER] for row in kept["rows"]} == {one["id_number"] for one in BODY["members"]}


def test_the_same_sheet_twice_changes_nothing(town: Town) -> None:
    sheet = taken_out(town).json()["question_sheet"]
    content = fill(file_of(town, sheet), earns("900"))
    bring(town, sheet, content)
    confirm(town, sheet, content)
    before = town.one("SELECT position FROM counter")
    assert bring(town, sheet, content).json()["rows"]["unchanged"] == len(BODY["members"])
    assert confirm(town, sheet, content).json()["rows"]["unchanged"] == len(BODY["members"])
    assert town.one("SELECT position FROM counter") == before


def test_nothing_on_file_is_said_and_never_read_from_an_empty_row(town: Town) -> None:
    empty = carried_both_ways(town, lambda given: {}).json()
    assert empty["rows"]["unanswered"] == len(BODY["members"])
    assert recorded(town, AnswerRecorded) == []
    sheet = taken_out(town, again=True).json()["question_sheet"]
    content = fill(file_of(town, sheet), lambda given: {form.NOTHING: form.YES})
    bring(town, sheet, content)
    confirm(town, sheet, content)
    assert answered(town).records == ()


def test_a_part_of_a_question_is_no_answer(town: Town) -> None:
    told = carried_both_ways(town, lambda given: {TAX: "900"} if given[form.ORDINAL] == "1" else {}).json()
    assert {row["code"] for row in told["results"]} == {"part_only"}
    assert recorded(town, AnswerRecorded) == []


ALTERED: list[tuple[dict[str, object], set[str]]] = [
    ({form.ID_NUMBER: "440590198001010019"}, {"altered"}),
    ({form.ROW_CHECK: "0" * 24}, {"altered"}),
    ({form.QUESTION_HASH: "0" * 64}, {"altered"}),
    ({form.ITEM: "房产"}, {"altered"}),
    ({form.QUESTION: "inquiry-00000000-0000-4000-8000-000000000000-1-tax"}, {"foreign"}),
    ({form.QUESTION: "what"}, {"foreign"}),
    ({TAX: "多"}, {"cell_kind"}),
    ({TAX: "12.345"}, {"cell_kind"}),
    ({TAX: "-5"}, {"cell_kind"}),
    ({form.NOTHING: form.YES}, {"nothing_and_something"}),
    ({form.NOTHING: "否", TAX: None}, {"nothing_and_something"}),
]


@pytest.mark.parametrize(("change", "codes"), ALTERED)
def test_a_row_that_is_foreign_altered_or_out_of_shape_is_refused_and_named(
    town: Town, change: dict[str, object], codes: set[str]
) -> None:
    """The others of its question with it, which say so; those of other households are taken."""
    other = town.apply(submitted(town.service.vault, POPULATION.households[1].body, org_path=UNION))
    town.deliver()

    def say(given: dict[str, str]) -> dict[str, object]:
        spoilt = town.household in given[form.QUESTION] and given[form.ID_NUMBER] == BODY["members"][0]["id_number"]
        return {TAX: "900"} | (change if spoilt else {})

    told = carried_both_ways(town, say).json()
    refused = {row["code"] for row in told["results"] if row["status"] == "refused"}
    assert refused - {"with_another_row", "part_only"} == codes
    assert recorded(town, AnswerRecorded) == []
    assert town.story(other).count("AnswerRecorded") == 1


def test_two_clerks_do_not_carry_the_same_question_unless_they_say_so(town: Town) -> None:
    first = taken_out(town).json()["question_sheet"]
    second = taken_out(town)
    assert (second.status_code, second.json()["code"]) == (409, "sheet.nothing_waits")
    again = taken_out(town, again=True).json()["question_sheet"]
    rows = rows_of(file_of(town, again))
    assert {row[form.EARLIER] for row in rows} == {first}
    assert [event.earlier for event in recorded(town, QuestionsCarried)] == [(), (first,)]


def test_a_sheet_that_is_taken_out_again_is_the_same_bytes_and_each_look_is_on_record(town: Town) -> None:
    told = taken_out(town).json()
    first = file_of(town, told["question_sheet"])
    assert file_of(town, told["question_sheet"], "person-second") == first
    looks = town.get(f"/v1/households/{town.household}/accesses", "auditor").json()["items"]
    seen = [(one["who"], one["what"]) for one in looks]
    assert seen == [("person-second", "question_sheet"), ("person-case_worker", "question_sheet")]
    assert hashlib.sha256(first).hexdigest() == told["sha256"]


def test_what_is_not_brought_back_by_the_term_is_no_answer_and_a_late_row_is_late(town: Town) -> None:
    sheet = taken_out(town).json()["question_sheet"]
    content = fill(file_of(town, sheet), earns("900"))
    town.move(days=30)
    assert "tax" in {event.item for event in recorded(town, AgencySilent)}
    (report,) = recorded(town, ReportCompleted)
    assert next(item.outcome for item in report.items if item.item == "tax") == "no_answer"
    bring(town, sheet, content)
    assert confirm(town, sheet, content).json()["rows"]["late"] == len(BODY["members"])
    assert town.story(town.household)[-2:] == ["AnswerCameLate", "ReportCompleted"]
    assert town.get("/v1/question-sheets/waiting", "case_worker").json()["items"] == []


def test_rows_of_a_consent_that_was_withdrawn_are_refused_and_nothing_of_them_is_kept(town: Town) -> None:
    sheet = taken_out(town).json()["question_sheet"]
    content = fill(file_of(town, sheet), earns("900"))
    tokens = submitted(town.service.vault, BODY).members
    told_by = {"reference": BODY["consent"]["reference"], "withdrawn_on": START.date(), "reason": "不愿继续"}
    town.hear(town.household, ConsentWithdrawn(persons=tokens, **told_by))
    before = town.story(town.household)
    bring(town, sheet, content)
    told = confirm(town, sheet, content).json()
    assert {row["code"] for row in told["results"]} == {"consent_withdrawn"}
    assert town.story(town.household) == before


def test_an_answer_that_says_otherwise_than_the_one_before_stands_beside_it(town: Town) -> None:
    carried_both_ways(town, earns("900"))
    first = taken_out(town, again=True)
    assert first.json()["code"] == "sheet.nothing_waits"
    sheet = town.get("/v1/question-sheets", "case_worker").json()["items"][0]["question_sheet"]
    other = fill(file_of(town, sheet), earns("5000"))
    bring(town, sheet, other)
    assert confirm(town, sheet, other).json()["rows"]["contradicts"] == len(BODY["members"])
    assert town.story(town.household).count("AnswerContradicted") == 1


def test_another_organisation_sees_no_sheet_and_carries_no_question(town: Town) -> None:
    elsewhere = "44/4405/440511"
    assert taken_out(town, org_path=elsewhere).json()["code"] == "sheet.nothing_waits"
    sheet = taken_out(town).json()["question_sheet"]
    assert town.get(f"/v1/question-sheets/{sheet}/file", "case_worker", elsewhere).status_code == 404
    assert town.get("/v1/question-sheets", "case_worker", elsewhere).json()["items"] == []
    content = fill(file_of(town, sheet), earns("900"))
    assert send(town, sheet, content, org_path=elsewhere).status_code == 404


def test_a_file_that_is_no_sheet_names_nobody_or_is_another_is_refused_whole(town: Town) -> None:
    first = taken_out(town).json()["question_sheet"]
    content = file_of(town, first)
    assert bring(town, first, b"PK\x03\x04 no workbook").json()["code"] == "roster.no_workbook"
    assert bring(town, first, fill(content, earns("9"), clerk=None)).json()["code"] == "sheet.clerk"
    second = taken_out(town, again=True).json()["question_sheet"]
    assert bring(town, second, fill(content, earns("9"))).json()["code"] == "sheet.another"
    book = load_workbook(BytesIO(content))
    book[form.SHEET].delete_cols(4)
    target = BytesIO()
    book.save(target)
    assert bring(town, first, target.getvalue()).json()["code"] == "sheet.headers"


def test_the_sheet_comes_back_marked(town: Town) -> None:
    sheet = taken_out(town).json()["question_sheet"]
    content = fill(file_of(town, sheet), earns("多"))
    marked = send(town, sheet, content, Accept=XLSX)
    rows = rows_of(marked.content)
    assert all("单元格" in row[form.RESULT] or "另一行" in row[form.RESULT] for row in rows)
    again = bring(town, sheet, fill(marked.content, earns("900")))
    assert again.json()["rows"]["taken"] == len(BODY["members"])


def test_a_hidden_or_merged_row_is_refused(town: Town) -> None:
    sheet = taken_out(town).json()["question_sheet"]
    book = load_workbook(BytesIO(fill(file_of(town, sheet), earns("900"))))
    book[form.SHEET].row_dimensions[6].hidden = True
    target = BytesIO()
    book.save(target)
    told = bring(town, sheet, target.getvalue()).json()
    assert told["results"][0]["code"] == "row_hidden"


def test_the_report_waits_for_the_sheet_as_for_any_answer(town: Town) -> None:
    """The term is the inquiry's: within it the sheet's rows make the report, as signed answers do."""
    town.set_clock(START + timedelta(days=1))
    carried_both_ways(town, earns("900"))
    town.move(days=30)
    (report,) = recorded(town, ReportCompleted)
    (tax,) = (item for item in report.items if item.item == "tax")
    assert tax.outcome in ("matched", "mismatched")


def test_a_rebuild_from_zero_comes_to_the_same(town: Town) -> None:
    carried_both_ways(town, earns("900"))
    town.move(days=30)
    with town.service.store.reading() as connection:
        assert drift(connection, town.service.store.codec, project, TABLES) == {}
