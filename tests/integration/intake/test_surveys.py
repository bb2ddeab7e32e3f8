"""排查比对: next year's survey tells what changed; a reviewer takes it; a corrected row corrects its application."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import psycopg
import pytest

from contracts.intake import ApplicationResubmitted, FileChanged, RecheckBegun
from contracts.roster_columns import COLUMNS
from kernel.calendar import CHINA_STANDARD_TIME
from services.intake.handlers import roster_differences
from tests.integration.intake.applications import id_number, name, report
from tests.integration.intake.conftest import UNION, Intake
from tests.integration.intake.test_changes import holds, proposed
from tests.integration.intake.test_moves import BESIDE, moved
from tests.integration.intake.test_one_open_file_per_person import NOTICE_OVER
from tests.integration.intake.test_rosters import events_stored
from tests.support.rosters import XLSX, good_row, sheet_of, spouse

NEXT_YEAR = datetime(2027, 10, 20, 9, tzinfo=CHINA_STANDARD_TIME)
OTHER_UNION = "44/4405/440511/jinping-yinwu"
BOTH = {"授权签署人": "本人、成员1"}


def survey(
    intake: Intake,
    *rows: dict[str, Any],
    org_path: str = UNION,
    role: str = "portal",
    subject: str = "importer",
    **form: str,
) -> Any:
    """The sheet has the columns that its first row fills in, or none."""
    headers = intake.headers(role, org_path=org_path, subject=subject)
    columns = [column for column in COLUMNS if column.header in rows[0]]
    files = {"file": ("roster.xlsx", sheet_of(*rows, columns=columns), XLSX)}
    answer = intake.door.post("/v1/rosters", files=files, data=form, headers=headers)
    assert answer.status_code == 200, answer.text
    said = answer.json()
    assert said["refused"] == 0, [result["errors"] for result in said["results"]]
    return said


def couple(**changes: Any) -> dict[str, Any]:
    return good_row(
        **{**spouse(), "成员1身份证号": id_number(72), **BOTH, "所属工会": UNION, **of_their_own(changes), **changes}
    )


def of_their_own(changes: dict[str, Any]) -> dict[str, Any]:
    """Another number is another person's, who has a name and an account: else the two may be one."""
    numbers = {who: changes[f"{who}身份证号"][14:17] for who in ("本人", "成员1") if f"{who}身份证号" in changes}
    account = {"银行账号": f"9999990000000000{numbers['本人']}"} if "本人" in numbers else {}
    return account | {f"{who}姓名": name(int(number)) for who, number in numbers.items()}


def opened(intake: Intake, *rows: dict[str, Any]) -> list[str]:
    """Files of this year's survey."""
    households = [result["household"] for result in survey(intake, *rows, org_path="44")["results"]]
    for household in households:
        intake.hear(household, report())
        assert intake.decide(household, decision="approve").status_code == 200
    intake.move_to(NOTICE_OVER)
    assert {intake.status(household) for household in households} == {"open"}
    return households


def differences(intake: Intake, roster: str, query: str = "", org_path: str = UNION) -> list[dict[str, Any]]:
    answer = intake.get(f"/v1/rosters/{roster}/differences{query}", "reviewer", org_path)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def kinds(items: list[dict[str, Any]]) -> list[str]:
    return sorted(item["kind"] for item in items)


def decide(intake: Intake, roster: str, decision: str = "take", by: str = "taker", **body: Any) -> Any:
    headers = intake.headers("reviewer", subject=by, org_path=body.pop("org_path", UNION))
    sent = {"decision": decision, "reason": "与入户核实一致", **body}
    return intake.door.post(f"/v1/rosters/{roster}/differences/decisions", json=sent, headers=headers)


def test_next_years_survey_tells_exactly_what_changed_and_doubles_nobody(intake: Intake) -> None:
    same, moved = couple(), couple(**{"本人身份证号": id_number(70), "成员1身份证号": id_number(71)})
    first, second = opened(intake, same, moved)
    intake.set_clock(NEXT_YEAR)
    phoned = {**moved, "联系电话": "19900000001", "本人月收入（元）": "900.00"}
    said = survey(intake, {**same, "家庭住址": " 汕头市龙湖区虚构路1号", "备注": "未变"}, phoned)
    assert [(one["status"], one["household"]) for one in said["results"]] == [("unchanged", first), ("changed", second)]
    assert (said["taken"], said["changed"], said["unchanged"]) == (0, 1, 1)
    items = differences(intake, said["import"])
    assert kinds(items) == ["income", "phone"]
    income, phone = sorted(items, key=lambda item: str(item["kind"]))
    assert (income["before"], income["after"]) == ({"monthly_income": "1200.00"}, {"monthly_income": "900.00"})
    assert phone["after"] == {"phone": "1**********（已变更）"}, "masked alike, and not alike"
    assert {item["status"] for item in items} == {"waiting"}
    with intake.service.store.reading() as sql:
        assert sql.execute("SELECT count(*) FROM households").fetchone() == (2,)
    holds(intake)


def test_a_second_import_of_what_was_compared_changes_nothing_in_any_form(intake: Intake) -> None:
    opened(intake, couple())
    changed = couple(**{"联系电话": "19900000001"})
    survey(intake, changed)
    before = events_stored(intake)
    for again in (changed, {**changed, "联系电话": "199-0000 0001"}):
        said = survey(intake, again, subject="another")
        assert (said["unchanged"], said["changed"]) == (1, 0)
    assert events_stored(intake) == before


def test_a_reviewer_takes_a_group_and_one_recheck_begins_for_the_household(intake: Intake) -> None:
    (household,) = opened(intake, couple())
    said = survey(
        intake, couple(**{"本人月收入（元）": "900.00", "成员1月收入（元）": "0.00", "联系电话": "19900000001"})
    )
    taken = decide(intake, said["import"], field="income").json()
    assert (taken["taken"], taken["stale"], taken["refused"], taken["waiting"]) == (2, 0, [], 0)
    events = intake.events(household)
    assert [type(event) for event in events[-7:]].count(FileChanged) == 2
    begun = [event for event in events if isinstance(event, RecheckBegun)]
    assert [event.reasons for event in begun] == [("income",)]
    assert "hukou" not in begun[0].items
    (phone,) = differences(intake, said["import"], "?status=waiting")
    assert decide(intake, said["import"], "leave", ids=[phone["difference"]]).json()["left"] == 1
    status = intake.get(f"/v1/rosters/{said['import']}", "reviewer", UNION).json()
    assert status["counts"]["changed"] == 1
    assert {(one["kind"], one["status"], one["count"]) for one in status["differences"]} == {
        ("income", "taken", 2),
        ("phone", "left", 1),
    }
    holds(intake)


def test_who_imported_does_not_take_and_a_repeat_takes_nothing_twice(intake: Intake) -> None:
    (household,) = opened(intake, couple())
    said = survey(intake, couple(**{"银行账号": "9999990000000000001"}), role="case_worker", subject="taker")
    refused = decide(intake, said["import"], field="account").json()
    (why,) = refused["refused"]
    assert (why["code"], sorted(why["texts"]), sorted(why["next"])) == (
        "change_approved_by_another",
        ["en", "zh"],
        ["en", "zh"],
    )
    assert refused["waiting"] == 1
    assert decide(intake, said["import"], by="second", field="account").json()["taken"] == 1
    assert decide(intake, said["import"], by="second", field="account").json()["taken"] == 0
    assert intake.story(household).count("FileChanged") == 1


def test_a_difference_that_something_else_overtook_is_told_and_not_applied(intake: Intake) -> None:
    (household,) = opened(intake, couple())
    said = survey(intake, couple(**{"联系电话": "19900000001", "家庭住址": "汕头市虚构路 9 号"}))
    proposed(intake, household, "phone", phone="19900000009")
    taken = decide(intake, said["import"], outcome="changed").json()
    assert (taken["taken"], taken["stale"]) == (1, 1)
    (phone,) = differences(intake, said["import"], "?field=phone")
    assert phone["status"] == "stale"
    holds(intake)


def test_members_who_joined_and_left_are_claimed_and_released(intake: Intake) -> None:
    (household,) = opened(intake, couple())
    child = {"成员1姓名": "陈小测", "成员1身份证号": id_number(5, "20200301"), "成员1与申请人关系": "子女",
             "成员1工作状态": "失业", "成员1有劳动能力": "否", "成员1月收入（元）": "0.00"}  # fmt: skip
    said = survey(intake, couple(**child, 授权签署人="本人"))
    assert kinds(differences(intake, said["import"])) == ["member_joined", "member_left"]
    assert decide(intake, said["import"], outcome="changed").json()["taken"] == 2
    assert sorted(intake.claims().values()) == [household, household]
    holds(intake)


def test_files_that_a_complete_survey_did_not_find_are_told_and_checked_again_never_closed(intake: Intake) -> None:
    _, missed = opened(intake, couple(), couple(**{"本人身份证号": id_number(70), "成员1身份证号": id_number(71)}))
    silent = survey(intake, couple(**{"联系电话": "19900000001"}))
    assert silent["gone"] == 0
    said = survey(intake, couple(**{"联系电话": "19900000002"}), complete="true")
    assert said["gone"] == 1
    assert survey(intake, couple(**{"联系电话": "199-00000002"}), complete="true", subject="x")["gone"] == 0
    (gone,) = differences(intake, said["import"], "?outcome=gone")
    assert (gone["household"], gone["row"]) == (missed, None)
    assert decide(intake, said["import"], outcome="gone").json()["taken"] == 1
    assert intake.status(missed) == "open"
    assert [event.reasons for event in intake.events(missed) if isinstance(event, RecheckBegun)] == [("not_in_survey",)]
    holds(intake)


def test_a_file_of_another_union_is_told_to_who_may_see_it_alone(intake: Intake) -> None:
    (household,) = opened(intake, couple())
    moved = couple(**{"所属工会": OTHER_UNION, "所在区县代码": "440511"})
    said = survey(intake, moved, org_path="44/4405")
    assert [(one["status"], one["household"]) for one in said["results"]] == [("elsewhere", household)]
    (told,) = differences(intake, said["import"], org_path="44/4405")
    assert differences(intake, said["import"]) == [told]  # whose file it is sees what is said of it
    assert intake.get(f"/v1/rosters/{said['import']}", "reviewer", UNION).json()["counts"] is None
    assert intake.get(f"/v1/rosters/{said['import']}", "reviewer", OTHER_UNION).status_code == 404
    assert (told["kind"], told["org_path"], told["sheet_org_path"]) == ("elsewhere", UNION, OTHER_UNION)
    assert decide(intake, said["import"], outcome="elsewhere", org_path="44/4405").json()["taken"] == 1
    shown = intake.get(f"/v1/households/{household}").json()
    assert (shown["org_path"], shown["moving"]["to"]) == (UNION, OTHER_UNION), "proposed, and not taken by itself"
    again = survey(intake, {**moved, "联系电话": "19900000002"}, org_path="44/4405")
    (refused,) = decide(intake, again["import"], outcome="elsewhere", org_path="44/4405").json()["refused"]
    assert refused["code"] == "move_waits"
    elsewhere = survey(intake, {**moved, "联系电话": "19900000001"}, org_path=OTHER_UNION)
    assert elsewhere["taken"] == 1  # as before: nobody learns by a roster who is a client of another union


def test_a_row_whose_people_are_in_two_files_is_told(intake: Intake) -> None:
    number = {"本人身份证号": id_number(70)}
    alone = good_row(**number, **of_their_own(number), 所属工会=UNION)
    first, second = opened(intake, couple(), alone)
    both = couple(**{"成员1身份证号": id_number(70)})
    (row,) = survey(intake, both)["results"]
    assert (row["status"], row["household"] in (first, second)) == ("split", True)


def test_a_corrected_row_corrects_its_application_and_is_asked_again_where_a_fact_changed(intake: Intake) -> None:
    (row,) = survey(intake, couple())["results"]
    household = row["household"]
    intake.hear(household, report())
    called = survey(intake, couple(**{"联系电话": "19900000001"}))
    assert [(one["status"], one["household"]) for one in called["results"]] == [("corrected", household)]
    assert (intake.story(household)[-1], intake.status(household)) == ("RosterRowCompared", "under_review")
    earned = couple(**{"联系电话": "19900000001", "本人月收入（元）": "900.00"})
    assert survey(intake, earned)["corrected"] == 1
    assert intake.status(household) == "under_verification"
    again = [event for event in intake.events(household) if isinstance(event, ApplicationResubmitted)]
    assert [(event.round, "tax" in event.items, "hukou" in event.items) for event in again] == [(2, True, False)]
    before = events_stored(intake)
    for old in (couple(), couple(**{"联系电话": "19900000001"}), earned):
        assert survey(intake, old, subject="x")["unchanged"] == 1
    assert events_stored(intake) == before
    holds(intake)


def test_an_account_that_was_approved_is_not_corrected_behind_the_reviewer(intake: Intake) -> None:
    (row,) = survey(intake, couple())["results"]
    household = row["household"]
    intake.hear(household, report())
    assert intake.decide(household, decision="approve").status_code == 200
    survey(intake, couple(**{"银行账号": "9999990000000000001"}))
    assert intake.status(household) == "under_verification"
    intake.move_to(NOTICE_OVER)
    assert intake.status(household) != "open"


def test_what_a_short_sheet_leaves_unsaid_stays_in_the_file(intake: Intake) -> None:
    (household,) = opened(intake, couple(**{"本人残疾": "是", "享受低保": "是", "本人民族": "汉族", "建筑面积": "60"}))
    short = {
        name: value
        for name, value in couple().items()
        if name in ("本人姓名", "本人身份证号", "本人工作状态", "本人月收入（元）", "联系电话", "开户银行", "银行账号")
        or name in ("工作单位", "主要致困原因", "授权签署日期", "所属工会")
        or name.startswith("成员1")
    }
    said = survey(intake, short)
    assert [one["status"] for one in said["results"]] == ["unchanged"], differences(intake, said["import"])
    assert household == said["results"][0]["household"]


def test_an_import_that_ends_midway_goes_on_where_it_was(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(intake, couple(), couple(**{"本人身份证号": id_number(70), "成员1身份证号": id_number(71)}))
    rows = (
        couple(**{"联系电话": "19900000001"}),
        couple(**{"本人身份证号": id_number(70), "成员1身份证号": id_number(71), "联系电话": "19900000002"}),
    )
    headers = intake.headers("portal", org_path=UNION, subject="importer")
    files = {"file": ("roster.xlsx", sheet_of(*rows), XLSX)}
    submit, cut = intake.service.lane.submit, list[Any]()

    def cut_off(unit: Any) -> Any:
        if unit.key is not None and not cut:
            cut.append(unit)
            raise psycopg.OperationalError
        return submit(unit)

    monkeypatch.setattr(intake.service.lane, "submit", cut_off)
    assert intake.door.post("/v1/rosters", files=files, headers=headers).status_code == 503
    said = intake.door.post("/v1/rosters", files=files, headers=headers).json()
    assert [one["status"] for one in said["results"]] == ["changed", "changed"]
    assert len(differences(intake, said["import"])) == 2
    holds(intake)


def test_eight_reviewers_take_one_group_at_once_and_everything_is_taken_once(intake: Intake) -> None:
    people = [{"本人身份证号": id_number(80 + place), "成员1身份证号": id_number(90 + place)} for place in range(4)]
    households = opened(intake, *(couple(**each) for each in people))
    changes = {"联系电话": "19900000001", "本人月收入（元）": "900.00"}
    said = survey(intake, *(couple(**each, **changes) for each in people))

    def takes(place: int) -> Any:
        """Whoever finds too many before them at a household comes again."""
        while (answer := decide(intake, said["import"], by=f"taker-{place}", outcome="changed")).status_code == 503:
            pass
        return answer.json()

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(takes, range(8)))
    assert [(answer["refused"], answer["waiting"]) for answer in answers] == [([], 0)] * 8
    assert [item["status"] for item in differences(intake, said["import"])] == ["taken"] * 8
    for household in households:
        story = intake.story(household)
        assert (story.count("FileChanged"), story.count("RecheckBegun")) == (2, 1)
    holds(intake)


def test_a_decision_that_ends_midway_goes_on_where_it_was(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [{"本人身份证号": id_number(80 + place), "成员1身份证号": id_number(90 + place)} for place in range(3)]
    households = opened(intake, *(couple(**each) for each in people))
    said = survey(intake, *(couple(**each, 本人民族="汉族") for each in people))
    headers = intake.headers("reviewer", subject="taker", org_path=UNION)
    body = {"decision": "take", "reason": "核实", "outcome": "changed"}
    path = f"/v1/rosters/{said['import']}/differences/decisions"
    folded, done = roster_differences.claims.folded, list[Any]()

    def cut_off(transaction: Any, unit: Any) -> Any:
        done.append(unit)
        if len(done) == 2:
            raise psycopg.OperationalError
        return folded(transaction, unit)

    monkeypatch.setattr(roster_differences.claims, "folded", cut_off)
    assert intake.door.post(path, json=body, headers=headers).status_code == 503
    assert [intake.story(household).count("FileChanged") for household in households].count(1) == 1
    again = intake.door.post(path, json=body, headers=headers).json()
    assert (again["taken"], again["waiting"]) == (3, 0)
    assert intake.door.post(path, json=body, headers=headers).json() == again
    assert [intake.story(household).count("FileChanged") for household in households] == [1, 1, 1]
    holds(intake)


def test_what_a_survey_says_of_a_file_goes_with_the_file_to_another_union(intake: Intake) -> None:
    """The union that kept it sees and takes no more of it, and is not stopped at it."""
    goes, stays = couple(), couple(**{"本人身份证号": id_number(70), "成员1身份证号": id_number(71)})
    gone, kept = opened(intake, goes, stays)
    intake.set_clock(NEXT_YEAR)
    roster = survey(intake, *({**one, "联系电话": "19900000001"} for one in (goes, stays)))["import"]
    moved(intake, gone)
    assert {one["household"] for one in differences(intake, roster)} == {kept}
    assert {one["household"] for one in differences(intake, roster, org_path=BESIDE)} == {gone}
    answer = decide(intake, roster, field="phone")
    assert (answer.status_code, answer.json()["taken"], answer.json()["refused"]) == (200, 1, [])
    answer = decide(intake, roster, field="phone", org_path=BESIDE)
    assert (answer.status_code, answer.json()["taken"], answer.json()["refused"]) == (200, 1, [])
