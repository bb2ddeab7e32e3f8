"""变更: an open file changes by two people; claims follow its members; a fact that changed is checked again."""

import threading
from datetime import datetime
from typing import Any

import psycopg

from chassis.rebuild import drift
from contracts.intake import FileOpened
from kernel.calendar import CHINA_STANDARD_TIME
from services.intake.projections import TABLES, claims, project
from tests.integration.intake.applications import application, id_number, member, report
from tests.integration.intake.conftest import Intake
from tests.integration.intake.test_one_open_file_per_person import NOTICE_OVER, member_tokens, on_notice
from tests.integration.intake.test_work_list import tasks
from tests.support.rosters import XLSX, good_row, sheet_of

ON = "2026-11-10"
CHILD = "20200301"


def opened(intake: Intake, *sequences: int) -> str:
    household = on_notice(intake, *(sequences or (1, 2)))
    intake.move_to(NOTICE_OVER)
    assert intake.status(household) == "open"
    return household


def propose(intake: Intake, household: str, kind: str, role: str = "case_worker", **body: Any) -> Any:
    headers = {"If-Match": body.pop("seen")} if "seen" in body else {}
    sent = {"kind": kind, "on": ON, "reason": "来电告知", **body}
    return intake.post(f"/v1/households/{household}/changes", sent, role, **headers)


def proposed(intake: Intake, household: str, kind: str, **body: Any) -> str:
    answer = propose(intake, household, kind, **body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["change"])


def decide(intake: Intake, household: str, change: str, decision: str = "approve", **more: Any) -> Any:
    seen = more.pop("seen", None) or intake.get(f"/v1/households/{household}").headers["ETag"]
    body = {"decision": decision, "reason": more.pop("reason", "")}
    headers = intake.headers("reviewer", subject=more.pop("by", "approver"), **{"If-Match": seen})
    return intake.door.post(f"/v1/households/{household}/changes/{change}/decision", json=body, headers=headers)


def changed(intake: Intake, household: str, kind: str, **body: Any) -> None:
    answer = decide(intake, household, proposed(intake, household, kind, **body))
    assert answer.status_code == 200, answer.text


def unmasked(intake: Intake, household: str) -> dict[str, Any]:
    found = intake.post(f"/v1/households/{household}/unmask", {"reason": "核实"}, "unmask")
    assert found.status_code == 200, found.text
    return dict(found.json())


def holds(intake: Intake) -> None:
    """What is kept beside the events is what the events tell."""
    codec = intake.service.store.codec
    with psycopg.connect(intake.settings.database_url) as connection:
        assert drift(connection, codec, project, TABLES) == {}
        assert drift(connection, codec, claims.project, claims.TABLES) == {}


def test_a_phone_number_changes_at_once(intake: Intake) -> None:
    household = opened(intake)
    proposed(intake, household, "phone", phone="19900000009")
    assert intake.story(household)[-2:] == ["ChangeProposed", "FileChanged"]
    assert unmasked(intake, household)["details"]["contact"]["phone"] == "19900000009"
    (item,) = intake.get(f"/v1/households/{household}/changes").json()["items"]
    assert (item["kind"], item["status"], item["proposed_by"]) == ("phone", "approved", "person-case_worker")
    assert "19900000009" not in intake.get(f"/v1/households/{household}/changes").text
    holds(intake)


def test_an_account_changes_when_another_person_approves_it(intake: Intake) -> None:
    household = opened(intake)
    (before,) = [event.account for event in intake.events(household) if isinstance(event, FileOpened)]
    change = proposed(
        intake, household, "account", role="reviewer", account={"bank": "虚构银行", "number": "9999990000000009"}
    )
    assert intake.story(household)[-1] == "ChangeProposed"
    assert decide(intake, household, change, by="person-reviewer").json()["code"] == "change_approved_by_another"
    assert decide(intake, household, change, by="PERSON-Reviewer").json()["code"] == "change_approved_by_another"
    assert decide(intake, household, change, by="person-portal").json()["code"] == "decided_by_who_applied"
    (waiting,) = intake.get("/v1/changes", subject="approver").json()["items"]
    assert (waiting["change"], waiting["kind"]) == (change, "account")
    assert intake.get("/v1/changes").json()["items"] == []
    assert decide(intake, household, change).status_code == 200
    told = intake.events(household)[-1]
    assert told.kind == "account"
    assert told.account != before
    assert told.details.account.number == "9999990000000009"
    assert decide(intake, household, change).json()["code"] == "change_not_waiting"
    holds(intake)


def test_the_values_of_a_change_take_the_right_to_unmask(intake: Intake) -> None:
    household = opened(intake)
    proposed(intake, household, "account", account={"bank": "虚构银行", "number": "9999990000000009"})
    written = intake.post(f"/v1/households/{household}/writings", {"reason": "核实"}, "reviewer")
    assert "来电告知" in written.text
    assert "9999990000000009" not in written.text
    (said,) = unmasked(intake, household)["changes"]
    assert said["after"]["account"]["number"] == "9999990000000009"


def test_a_second_proposal_of_the_same_thing_is_told_of_the_first_and_others_live_beside(intake: Intake) -> None:
    household = opened(intake)
    first = proposed(intake, household, "account", account={"bank": "虚构银行", "number": "9999990000000009"})
    second = propose(intake, household, "account", account={"bank": "虚构银行", "number": "9999990000000008"})
    assert (second.status_code, second.json()["code"]) == (409, "change_waits")
    assert second.json()["params"]["change"] == first
    _, spouse = member_tokens(intake, household)
    proposed(intake, household, "income", person=spouse, monthly_income="900.00")
    proposed(intake, household, "member_left", person=spouse)
    assert propose(intake, household, "member_died", person=spouse).json()["code"] == "change_waits"
    assert len(intake.get(f"/v1/households/{household}").json()["changes_waiting"]) == 3


def test_a_change_that_is_declined_for_a_reason_changes_nothing(intake: Intake) -> None:
    household = opened(intake)
    details = unmasked(intake, household)["details"]
    change = proposed(intake, household, "account", account={"bank": "虚构银行", "number": "9999990000000009"})
    assert decide(intake, household, change, "decline").json()["code"] == "declining_reason_required"
    assert decide(intake, household, change, "decline", reason="户名不符").status_code == 200
    shown = unmasked(intake, household)
    assert shown["details"] == details
    (said,) = shown["changes"]
    assert said["after"]["account"]["number"] == "9999990000000009"
    (item,) = intake.get(f"/v1/households/{household}/changes").json()["items"]
    assert (item["status"], item["decided_by"]) == ("declined", "approver")
    holds(intake)


def test_who_comes_second_is_told_what_changed(intake: Intake) -> None:
    household = opened(intake)
    seen = intake.get(f"/v1/households/{household}").headers["ETag"]
    proposed(intake, household, "phone", phone="19900000009", seen=seen)
    late = propose(intake, household, "address", address="虚构路2号", seen=seen)
    assert (late.status_code, late.json()["code"]) == (412, "stale_version")
    happened = late.json()["params"]["happened"]
    assert [one["event"] for one in happened] == ["ChangeProposed", "FileChanged"]
    assert {one["by"] for one in happened} == {"person-case_worker"}
    assert unmasked(intake, household)["details"]["contact"] == {
        "phone": "19900000009",
        "address": "汕头市龙湖区虚构路1号",
        "postcode": None,
        "other": None,
    }


def test_who_joins_is_claimed_and_who_goes_is_released(intake: Intake) -> None:
    household = opened(intake)
    changed(intake, household, "member_joined", member=member(7, "parent"))
    tokens = member_tokens(intake, household)
    assert len(tokens) == 3
    assert set(intake.claims()) == set(tokens)
    assert intake.get(f"/v1/households/{household}").json()["consent"]["missing"] == [tokens[2]]
    changed(intake, household, "member_died", person=tokens[1])
    assert set(intake.claims()) == {tokens[0], tokens[2]}
    assert propose(intake, household, "member_left", person=tokens[0]).json()["code"] == "applicant_leaves"
    assert propose(intake, household, "income", person=tokens[1], monthly_income="1.00").json()["code"] == (
        "person_not_in_the_file"
    )
    holds(intake)


def test_who_is_in_another_open_file_does_not_join_and_nothing_is_told_of_that_file(intake: Intake) -> None:
    first, second = on_notice(intake, 1, 2), on_notice(intake, 3)
    intake.move_to(NOTICE_OVER)
    change = proposed(intake, second, "member_joined", member=member(2, "other"))
    refused = decide(intake, second, change)
    assert (refused.status_code, refused.json()["code"]) == (409, "person_elsewhere")
    assert first not in refused.text
    _, shared = member_tokens(intake, first)
    changed(intake, first, "member_left", person=shared)
    assert decide(intake, second, change).status_code == 200
    assert intake.claims()[shared] == second
    holds(intake)


def test_one_of_eight_files_gets_the_person_who_joins_all_at_once(intake: Intake) -> None:
    households = [on_notice(intake, 20 + place) for place in range(8)]
    intake.move_to(NOTICE_OVER)
    asked = [(one, proposed(intake, one, "member_joined", member=member(2, "other"))) for one in households]
    begin, answers = threading.Barrier(8), []

    def approve(household: str, change: str) -> None:
        begin.wait()
        while (answer := decide(intake, household, change).status_code) == 503:
            pass  # too many wait for the same person: it says so, and is asked again
        answers.append(answer)

    workers = [threading.Thread(target=approve, args=each) for each in asked]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(answers) == [200] + [409] * 7
    assert len(intake.claims()) == 9
    holds(intake)


def test_flaws_of_a_change_are_named_field_by_field(intake: Intake) -> None:
    household = opened(intake)
    codes = {
        (error["pointer"], error["code"])
        for answer in (
            propose(intake, household, "phone"),
            propose(intake, household, "phone", phone="19900000001", address="x"),
            propose(intake, household, "member_joined", member=member(1, "self")),
        )
        for error in answer.json()["errors"]
    }
    assert codes == {
        ("#/phone", "change.field_missing"),
        ("#/address", "change.field_of_another_kind"),
        ("#/member/relation", "member.self_is_first"),
        ("#/member/id_number", "member.twice"),
    }
    assert propose(intake, household, "phone", phone="19900000000").json()["code"] == "nothing_changes"
    assert propose(intake, household, "phone", phone="19900000001", on="2026-11-11").json()["code"] == (
        "change_day_impossible"
    )
    assert propose(intake, intake.submitted(application(30)), "phone", phone="19900000001").json()["code"] == (
        "file_not_open"
    )


def keep(intake: Intake, household: str, by: str = "decider", **body: Any) -> Any:
    seen = intake.get(f"/v1/households/{household}").headers["ETag"]
    headers = intake.headers("reviewer", subject=by, **{"If-Match": seen})
    sent = {"decision": "keep", "clause": "三(一)", **body}
    return intake.door.post(f"/v1/households/{household}/recheck", json=sent, headers=headers)


def test_a_fact_that_changed_is_checked_again_and_the_file_stays_open(intake: Intake) -> None:
    household = opened(intake)
    _, spouse = member_tokens(intake, household)
    changed(intake, household, "income", person=spouse, monthly_income="900.00")
    begun = intake.events(household)[-1]
    assert (type(begun).__name__, begun.round, begun.reasons) == ("RecheckBegun", 2, ("income",))
    assert "tax" in begun.items
    assert "hukou" not in begun.items
    assert keep(intake, household).json()["code"] == "recheck_under_way"
    intake.hear(household, report(round_=2))
    shown = intake.get(f"/v1/households/{household}").json()
    assert (shown["status"], shown["recheck"]["reported"], shown["proposal"]["category"]) == ("open", True, "1")
    (item,) = intake.get("/v1/households?recheck_under_way=true").json()["items"]
    assert item["household"] == household
    assert keep(intake, household, by="person-case_worker").json()["code"] == "decided_by_who_changed"
    kept = keep(intake, household)
    assert kept.status_code == 200, kept.text
    assert intake.events(household)[-1].category == "1"
    shown = intake.get(f"/v1/households/{household}").json()
    assert (shown["recheck"], shown["recheck_due_on"]) == (None, "2027-05-10")
    holds(intake)


def test_a_file_is_checked_again_after_its_term_with_all_items(intake: Intake) -> None:
    intake.set_parameter(
        {"name": "recheck_months", "regions": ["440507"], "from": "2026-11-01", "value": 3, "source": "帮扶中心规定"}
    )
    household = opened(intake)
    assert intake.get(f"/v1/households/{household}").json()["recheck_due_on"] == "2027-02-10"
    changed(
        intake,
        household,
        "member_joined",
        member=member(7, "child", id_number=id_number(7, "20090101"), employment="student", can_work=False),
    )
    intake.hear(household, report(round_=2))
    assert keep(intake, household).status_code == 200
    intake.move_to(datetime(2027, 2, 10, 9, 1, tzinfo=CHINA_STANDARD_TIME))
    begun = intake.events(household)[-1]
    assert (begun.round, begun.reasons) == (3, ("term", "came_of_age"))
    tokens = member_tokens(intake, household)
    assert begun.consent.persons == tuple(tokens[:2])
    assert intake.get(f"/v1/households/{household}").json()["consent"]["missing"] == [tokens[2]]
    renewed = {**application(1, 2, 7)["consent"], "reference": "GX-2", "signed_on": "2027-02-09"}
    changed(intake, household, "consent", consent=renewed, on="2027-02-09")
    begun = intake.events(household)[-1]
    assert (begun.round, begun.reasons) == (4, ("term", "came_of_age", "consent"))
    assert begun.consent.persons == tuple(tokens)
    holds(intake)


def test_keeping_against_the_proposal_takes_two_and_a_closing_as_well(intake: Intake) -> None:
    household = opened(intake)
    _, spouse = member_tokens(intake, household)
    changed(intake, household, "income", person=spouse, monthly_income="9000.00")
    intake.hear(household, report(round_=2, household_income=900_000))
    assert keep(intake, household, category="2").json()["code"] == "reason_required"
    assert keep(intake, household, category="2", reason="短期收入").status_code == 200
    assert intake.get("/v1/second-signatures", subject="signer").json()["items"][0]["act"] == "keep"
    closing = {"reason": "not_eligible", "text": "x"}
    assert intake.post(f"/v1/households/{household}/closing", closing, "reviewer").json()["code"] == "keeping_waits"
    assert intake.sign(household, "recheck", by="decider").json()["code"] == "signed_by_the_same_person"
    assert intake.sign(household, "recheck", by="signer", signature="declined", reason="再核").status_code == 200
    assert keep(intake, household, decision="close").json()["code"] == "closing_reason_required"
    assert keep(intake, household, decision="close", reason="收入超过标准").status_code == 200
    assert intake.sign(household, "closing", by="signer").json()["status"] == "closed"
    assert intake.claims() == {}
    holds(intake)


def test_a_closing_after_a_recheck_is_off_when_a_change_begins_another(intake: Intake) -> None:
    """It could be signed still, on facts that two people had changed since."""
    household = opened(intake)
    _, spouse = member_tokens(intake, household)
    changed(intake, household, "income", person=spouse, monthly_income="9000.00")
    intake.hear(household, report(round_=2, household_income=900_000))
    assert keep(intake, household, decision="close", reason="收入超过标准").status_code == 200
    changed(intake, household, "income", person=spouse, monthly_income="100.00")
    assert intake.get("/v1/second-signatures", subject="signer").json()["items"] == []
    assert "closing_signature" not in {one["kind"] for one in tasks(intake)}
    assert intake.sign(household, "closing", by="signer").json()["code"] == "no_closing_waits"
    assert intake.status(household) == "open"
    holds(intake)


def test_who_applied_or_changed_a_file_does_not_sign_its_closing_after_the_recheck(intake: Intake) -> None:
    household = opened(intake)
    _, spouse = member_tokens(intake, household)
    changed(intake, household, "income", person=spouse, monthly_income="9000.00")
    intake.hear(household, report(round_=2, household_income=900_000))
    assert keep(intake, household, decision="close", reason="收入超过标准").status_code == 200
    for by, code in (("Person-Portal", "decided_by_who_applied"), ("person-case_worker", "decided_by_who_changed")):
        assert intake.sign(household, "closing", by=by).json()["code"] == code
    assert intake.get("/v1/second-signatures", subject="person-portal").json()["items"] == []
    assert intake.sign(household, "closing", by="signer").json()["status"] == "closed"


def test_what_a_change_of_the_form_leaves_out_stays_and_what_it_says_to_be_nothing_goes(intake: Intake) -> None:
    household = opened(intake)
    applicant = member_tokens(intake, household)[0]
    owned = {"houses": [{"kind": "commercial", "area_m2": 60}], "deposits_band": "10k_50k"}
    parts = {"needs": ["medical_aid"], "housing": {"kind": "bought", "area_band": "50_to_70"}, "owned": owned}
    changed(intake, household, "form", form=parts)
    changed(intake, household, "form", form={"postcode": "515000", "owned": {"deposits_band": None}})
    said = {"name": "陈测试", "relation": "self"}
    changed(intake, household, "particulars", person=applicant, particulars=said | {"nation": "01"})
    changed(intake, household, "particulars", person=applicant, particulars=said | {"hukou_kind": "urban"})
    declared = application(1, 2)["declared"]
    changed(intake, household, "declared", declared=declared | {"other_income_yearly": "600.00"})
    changed(intake, household, "declared", declared=declared | {"single_parent": True})

    now = unmasked(intake, household)["details"]
    assert (now["contact"]["postcode"], now["needs"], now["housing"]) == ("515000", ["medical_aid"], parts["housing"])
    assert now["owned"]["houses"][0]["area_m2"] == 60
    assert now["owned"]["deposits_band"] is None
    assert (now["members"][0]["nation"], now["members"][0]["hukou_kind"]) == ("01", "urban")
    assert (now["declared"]["other_income_yearly"], now["declared"]["single_parent"]) == ("600.00", True)
    holds(intake)


def test_a_household_of_a_sheet_that_says_nothing_of_property_has_said_nothing(intake: Intake) -> None:
    """A part of the form in which every cell is empty is no fact: a later form without it changes none."""
    content = sheet_of(good_row())
    headers = intake.headers("portal", org_path="44", Accept="application/json")
    report = intake.door.post("/v1/rosters", files={"file": ("roster.xlsx", content, XLSX)}, headers=headers).json()
    household = report["results"][0]["household"]
    details = unmasked(intake, household)["details"]
    assert [details[part] for part in ("owned", "housing", "opinions")] == [None, None, None]
