"""What people write about a household can be read again by whoever may and must; each reading is on record."""

from typing import Any

from tests.integration.intake.applications import application, report
from tests.integration.intake.conftest import COUNTY, Intake

REASON = {"reason": "答复信访"}
Words = list[tuple[str, dict[str, Any]]]


def writings(intake: Intake, household: str, role: str = "reviewer", query: str = "") -> Any:
    return intake.post(f"/v1/households/{household}/writings{query}", REASON, role)


def words(intake: Intake, household: str, role: str = "reviewer", query: str = "") -> Words:
    """Oldest first."""
    answer = writings(intake, household, role, query)
    assert answer.status_code == 200, answer.text
    return [(one["kind"], one["words"]) for one in reversed(answer.json()["items"])]


def under_review(intake: Intake, *sequences: int) -> str:
    household = intake.submitted(application(*sequences))
    intake.hear(household, report())
    return household


def test_each_reason_that_a_person_wrote_is_read_again(intake: Intake) -> None:
    household = under_review(intake, 1)
    seen = intake.get(f"/v1/households/{household}").headers["ETag"]
    found = {"difficulty_found": True, "reason": "入户走访，生活困难"}
    intake.post(f"/v1/households/{household}/finding", found, "reviewer", **{"If-Match": seen})
    intake.decide(household, decision="approve", category="3", reason="长期困难")
    intake.sign(household, signature="declined", reason="依据不足")
    intake.decide(household, decision="reject", clause="三(一)", reason="财产超限")
    intake.sign(household)
    assert intake.status(household) == "rejected"

    first = {"decision": "reject", "category": None, "clause": "三(一)", "reason": "财产超限"}
    assert words(intake, household, "case_worker") == [
        ("finding", {"found": {"difficulty_found": True}, "reason": "入户走访，生活困难"}),
        ("first_signature", {"decision": "approve", "category": "3", "clause": "", "reason": "长期困难"}),
        ("declined_signature", {"reason": "依据不足"}),
        ("first_signature", first),
        ("rejection", {"clause": "三(一)", "reason": "财产超限"}),
    ]
    shown = writings(intake, household).json()["items"][0]
    assert (shown["who"], shown["kind_zh"], shown["erased"]) == ("another-reviewer", "不予批准的理由", False)
    ids = {str(row[0]) for row in intake.rows("SELECT id FROM events WHERE subject = %s", household)}
    assert shown["event"] in ids


def test_objection_papers_withdrawal_and_closing_are_read_again(intake: Intake) -> None:
    household = under_review(intake, 1)
    intake.decide(household, decision="return", papers=["income_certificate"], reason="缺公章")
    intake.post(f"/v1/households/{household}/withdrawal", {"reason": "已就业"}, "portal")
    assert words(intake, household) == [
        ("return", {"papers": ["income_certificate"], "reason": "缺公章"}),
        ("withdrawal", {"reason": "已就业"}),
    ]
    other = under_review(intake, 2)
    intake.decide(other, decision="approve", reason="符合条件")
    intake.post(f"/v1/households/{other}/objection", {"text": "邻居反映另有收入"})
    assert words(intake, other, query="?kind=objection") == [
        ("objection", {"round": 2, "objection": "邻居反映另有收入"})
    ]
    assert words(intake, other, query="?kind=approval") == [("approval", {"category": "1", "reason": "符合条件"})]


def test_every_reading_leaves_an_access_with_its_reason_for_auditors_alone(intake: Intake) -> None:
    household = under_review(intake, 1)
    path = f"/v1/households/{household}"
    assert words(intake, household) == []
    intake.post(f"{path}/unmask", {"reason": "电话回访"}, "unmask")
    assert words(intake, household, "auditor") == [
        ("look", {"what": "writings", "reason": "答复信访"}),
        ("look", {"reason": "电话回访"}),
        ("look", {"what": "writings", "reason": "答复信访"}),
    ]
    assert words(intake, household, "reviewer", "?kind=look") == []
    listed = intake.get(f"{path}/accesses", "auditor").json()["items"]
    assert [(one["who"], one["what"]) for one in listed] == [
        ("person-reviewer", "writings"),
        ("person-auditor", "writings"),
        ("person-unmask", "personal_data"),
        ("person-reviewer", "writings"),
    ]
    supervised = intake.get("/v1/accesses", "auditor").json()["items"]
    assert [one["what"] for one in supervised] == ["writings", "personal_data", "writings", "writings"]
    plain = str(intake.rows("SELECT convert_from(body, 'UTF8') FROM events"))
    assert REASON["reason"] not in plain
    assert "writings" not in intake.get(f"{path}/timeline").text


def test_who_may_not_or_gives_no_reason_reads_nothing_and_leaves_nothing(intake: Intake) -> None:
    household = under_review(intake, 1)
    path = f"/v1/households/{household}/writings"
    before = intake.one("SELECT position FROM counter")
    for role in ("portal", "finance", "operator", "lawkeeper", "unmask"):
        assert writings(intake, household, role).status_code == 403
    assert intake.post(path, REASON, "reviewer", "44/4405/440511").status_code == 404
    assert intake.post(path, {}, "reviewer").status_code == 422
    assert intake.post(path, {"reason": " "}, "reviewer").status_code == 422
    assert intake.post("/v1/households/nobody/writings", REASON, "reviewer").status_code == 404
    assert intake.one("SELECT position FROM counter") == before


def test_writings_are_read_page_by_page(intake: Intake) -> None:
    household = under_review(intake, 1)
    for number in range(3):
        intake.decide(household, decision="approve", category="3", reason=f"第{number}次")
        intake.sign(household, signature="declined", reason="依据不足")
    read, query = [], "?kind=first_signature&limit=2"
    while query:
        page = writings(intake, household, query=query).json()
        read += [one["words"]["reason"] for one in page["items"]]
        query = f"?kind=first_signature&limit=2&cursor={page['next']}" if page["next"] else ""
    assert read == ["第2次", "第1次", "第0次"]


def test_of_an_erased_household_is_told_who_wrote_and_when_and_no_word(intake: Intake, shred: Any) -> None:
    household = under_review(intake, 1)
    intake.decide(household, decision="reject", clause="三(一)", reason="财产超限")
    intake.sign(household)
    shred(intake.service.vault, household)
    shown = writings(intake, household, "auditor", "?kind=rejection").json()["items"]
    assert [(one["words"], one["erased"]) for one in shown] == [({"clause": "三(一)"}, True)]
    listed = intake.get(f"/v1/households/{household}/accesses", "auditor", COUNTY).json()["items"]
    assert listed[0]["what"] == "writings"
