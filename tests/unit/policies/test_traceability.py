"""Each clause that a profile cites exists, each quote stands in it, and no sentence is left without an answer."""

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from kernel.causes import Cause
from policies import coverage
from policies.coverage import Given
from policies.documents import profile
from policies.documents.document import Document
from policies.traceability.answers import problems
from policies.traceability.carried import carried, quoted
from policies.traceability.clauses import clauses
from policies.traceability.page import PAGE, page
from tests.architecture.tree import ROOT

SHANTOU = profile.load("shantou-2016").document


def found(document: Document, given: Given | None = None) -> list[str]:
    given = coverage.given(document.id) if given is None else given
    return list(problems(document, clauses(document.id), given, coverage.reasons()))


def with_measure(changes: Mapping[str, Any]) -> Document:
    """Shantou with its measure `mutual_aid` changed."""
    measures = [msgspec.structs.replace(one, **changes) if one.id == "mutual_aid" else one for one in SHANTOU.measures]
    return msgspec.structs.replace(SHANTOU, measures=tuple(measures))


@pytest.mark.parametrize("name", profile.names())
def test_a_document_is_answered_sentence_by_sentence_and_quoted_word_for_word(name: str) -> None:
    assert found(profile.load(name).document) == []


@pytest.mark.parametrize("name", profile.names())
def test_there_are_quotes_to_check(name: str) -> None:
    assert len(list(quoted(profile.load(name).document))) > 50


@pytest.fixture(scope="module")
def generated() -> str:
    return page()


def test_the_page_is_current(generated: str) -> None:
    assert PAGE.read_text(encoding="utf-8") == generated, "run: python -m policies.traceability.page"


@pytest.mark.parametrize("name", profile.names())
def test_the_page_shows_every_entry_of_a_profile(generated: str, name: str) -> None:
    section = generated.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    assert [
        one.name for one in carried(profile.load(name).document) if f"`{one.name}`" not in section and one.name
    ] == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"clause": "九(九)"}, "measure mutual_aid: the text has no clause 九(九)"),
        ({"clause": "三(六)"}, f"measure mutual_aid: not in 三(六): {'大力实施“职工医疗互助保障计划”'}"),
        ({"text": "按月发放三百元"}, "measure mutual_aid: not in 三(五): 按月发放三百元"),
        ({"lead": ("市教育局",)}, "measure mutual_aid: not in 三(五): 市教育局"),
    ],
)
def test_a_planted_false_clause_quote_or_agency_is_found(changes: Mapping[str, Any], problem: str) -> None:
    assert [one for one in found(with_measure(changes)) if one.startswith(problem)] != []


def test_a_sentence_whose_only_measure_is_gone_is_named() -> None:
    without = tuple(one for one in SHANTOU.measures if one.id != "serious_illness_aid")
    assert found(msgspec.structs.replace(SHANTOU, measures=without)) == [
        "nothing answers 三(五): 市、区（县）总工会要筹集资金开展大病专项救助活动。"
    ]


def test_a_sentence_whose_answer_is_gone_is_named() -> None:
    given = {clause: words for clause, words in coverage.given("shantou-2016").items() if clause != "三(四)"}
    assert [one.split("，")[0] for one in found(SHANTOU, given)] == [
        "nothing answers 三(四): 各区（县）总工会、各产业工委、各单位工会根据实际情况",
        "nothing answers 三(四): 同时统筹落实政策对接、项目安排、成效目标等具体措施",
    ]


@pytest.mark.parametrize(
    ("planted", "problem"),
    [
        ({"九": {"*": ("aim",)}}, "coverage: the text has no clause 九"),
        ({"四(一)": {"按月发放三百元": ("aim",)}}, "coverage: not in 四(一): 按月发放三百元"),
        ({"四(一)": {"*": ("never_heard_of",)}}, "coverage: 四(一): there is no never_heard_of"),
        ({"四(一)": {"*": ("measure mutual_aids",)}}, "coverage: 四(一): there is no measure mutual_aids"),
        ({"四(一)": {"*": ()}}, "coverage: 四(一): *: gives no reason"),
    ],
)
def test_an_answer_to_words_that_are_not_there_or_without_a_reason_is_found(planted: Given, problem: str) -> None:
    assert problem in found(SHANTOU, coverage.given("shantou-2016") | planted)


def test_an_agency_that_the_text_names_and_no_measure_does_is_named() -> None:
    kaifeng = profile.load("kaifeng-2019").document
    measures = [
        msgspec.structs.replace(one, lead=tuple(who for who in one.lead if who != "卫生健康委员会"))
        for one in kaifeng.measures
    ]
    assert "no entry names, of 五(二)3: 卫生健康委员会" in found(
        msgspec.structs.replace(kaifeng, measures=tuple(measures))
    )


@pytest.mark.parametrize("name", profile.names())
def test_whatever_cites_no_clause_gives_a_reason(name: str) -> None:
    document = profile.load(name).document
    cited = [(entry.clause, entry.reason) for entry in document.parameters]
    cited += [(entry.clause, entry.reason) for entry in document.overlaps]
    cited += [(leaving.clause, leaving.reason) for leaving in (document.exit, document.relief)]
    assert [one for one in cited if not any(one)] == []


def test_a_feature_stands_at_a_place_that_is_there_and_a_gap_at_none() -> None:
    reasons = coverage.reasons()
    assert {name for name, one in reasons.items() if bool(one.carried_by) != (one.kind == "feature")} == set()
    assert [place for one in reasons.values() for place in one.carried_by if not (ROOT / place).exists()] == []


def test_every_reason_answers_something() -> None:
    used = {
        name
        for one in profile.names()
        for words in coverage.given(one).values()
        for row in words.values()
        for name in row
    }
    assert set(coverage.reasons()) - used == set()


def test_all_causes_of_shantou_are_there() -> None:
    assert sorted(entry.cause for entry in SHANTOU.causes) == sorted(Cause)
