"""转档: an open file goes to another union when that takes it; counted once, with all that waits."""

import itertools
import threading
from datetime import datetime
from typing import Any

from contracts.intake import FileMoved, RecheckBegun
from kernel.calendar import CHINA_STANDARD_TIME
from tests.integration.intake.applications import application, report
from tests.integration.intake.conftest import UNION, Intake
from tests.integration.intake.test_changes import decide as decide_change
from tests.integration.intake.test_changes import holds, keep, opened, propose, proposed
from tests.integration.intake.test_one_open_file_per_person import member_tokens
from tests.integration.intake.test_work_list import tasks
from tests.support.places import KAIFENG

BESIDE = "44/4405/440507/longhu-wanju"
"""Another union of the same county."""
CITY = "44/4405"


def offer(intake: Intake, household: str, to: str = BESIDE, by: str = "giver", **more: Any) -> Any:
    body = {"to": to, "reason": "residence", "text": "已迁入该厂宿舍", **more}
    at = more.pop("at", UNION)
    body.pop("at", None)
    headers = intake.headers("reviewer", org_path=at, subject=by)
    return intake.door.post(f"/v1/households/{household}/move", json=body, headers=headers)


def offered(intake: Intake, household: str, to: str = BESIDE, **more: Any) -> str:
    answer = offer(intake, household, to, **more)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["move"])


def decide(
    intake: Intake, move: str, decision: str = "take", at: str = BESIDE, by: str = "taker", seen: str = "", **more: Any
) -> Any:
    seen = seen or etag(intake, move, at)
    headers = intake.headers("reviewer", org_path=at, subject=by, **{"If-Match": seen})
    return intake.door.post(f"/v1/moves/{move}/decision", json={"decision": decision, **more}, headers=headers)


def etag(intake: Intake, move: str, at: str) -> str:
    return str(intake.get(f"/v1/moves/{move}", org_path=at).headers.get("ETag", '"1"'))


def moved(intake: Intake, household: str, to: str = BESIDE, at: str = UNION) -> None:
    answer = decide(intake, offered(intake, household, to, at=at), at=to)
    assert answer.status_code == 200, answer.text


def sees(intake: Intake, household: str, at: str) -> bool:
    listed = [one["household"] for one in intake.get("/v1/households", org_path=at).json()["items"]]
    alone = intake.get(f"/v1/households/{household}", org_path=at).status_code == 200
    assert (household in listed) == alone
    return alone


def counted(intake: Intake, household: str) -> list[str]:
    """The unions in whose list it stands."""
    return [at for at in (UNION, BESIDE, KAIFENG.union) if sees(intake, household, at)]


def test_a_file_is_the_other_unions_once_it_is_taken_and_not_before(intake: Intake) -> None:
    household = opened(intake)
    move = offered(intake, household)
    assert counted(intake, household) == [UNION]
    assert decide(intake, move).status_code == 200
    assert counted(intake, household) == [BESIDE]
    assert intake.get(f"/v1/households/{household}", org_path=BESIDE).json()["recheck"] is None
    assert intake.story(household)[-2:] == ["MoveProposed", "FileMoved"]
    assert set(intake.claims().values()) == {household}
    holds(intake)


def test_the_other_union_is_shown_it_masked_before_it_takes_it_and_that_it_looked_is_on_record(intake: Intake) -> None:
    household = opened(intake)
    move = offered(intake, household)
    (task,) = tasks(intake, asked="?kind=move", org_path=BESIDE)
    assert (task["about"], task["name"], task["org_path"], task["not_by"]) == (move, "陈**", BESIDE, "giver")
    (listed,) = intake.get("/v1/moves", org_path=BESIDE).json()["items"]
    assert (listed["household"], listed["name"], listed["from"], listed["to"]) == (household, "陈**", UNION, BESIDE)
    shown = intake.get(f"/v1/moves/{move}", org_path=BESIDE, subject="taker")
    assert {member["name"] for member in shown.json()["members"]} == {"陈**"}
    assert (shown.json()["text"], shown.json()["another_law"]) == ("已迁入该厂宿舍", False)
    assert "陈测试" not in shown.text
    for role in ("portal", "operator", "lawkeeper", "finance"):
        assert intake.get(f"/v1/moves/{move}", role, BESIDE).json()["text"] is None
    looked = intake.get(f"/v1/households/{household}/accesses", "auditor", org_path=UNION).json()["items"]
    assert ("taker", "move") in {(one["who"], one["what"]) for one in looked}
    assert intake.get(f"/v1/households/{household}", org_path=BESIDE).status_code == 404
    nobody = "44/4405/440507/longhu-jianzhu"
    assert intake.get(f"/v1/moves/{move}", org_path=nobody).status_code == 404
    assert intake.get("/v1/moves", org_path=nobody).json()["items"] == []
    assert decide(intake, move, at=nobody).status_code == 404


def test_who_proposed_it_does_not_take_it_even_where_one_federation_is_above_both(intake: Intake) -> None:
    household = opened(intake)
    move = offered(intake, household, by="both", at=CITY)
    assert decide(intake, move, at=CITY, by="BOTH").json()["code"] == "move_taken_by_another"
    assert decide(intake, move, at=UNION, by="giver").json()["code"] == "move_of_the_other_union"
    assert decide(intake, move, "withdraw", reason="x").json()["code"] == "move_of_the_other_union"
    assert decide(intake, move, at=CITY, by="another").status_code == 200
    assert counted(intake, household) == [BESIDE]


def test_one_that_is_declined_or_withdrawn_for_a_reason_stays_and_may_be_proposed_again(intake: Intake) -> None:
    household = opened(intake)
    move = offered(intake, household)
    waiting = offer(intake, household)
    assert (waiting.status_code, waiting.json()["code"], waiting.json()["params"]["move"]) == (409, "move_waits", move)
    assert decide(intake, move, "decline").json()["code"] == "declining_reason_required"
    assert decide(intake, move, "decline", reason="不在本单位").status_code == 200
    assert tasks(intake, asked="?kind=move", org_path=BESIDE) == []
    assert decide(intake, move).json()["code"] == "move_not_waiting"
    move = offered(intake, household)
    assert decide(intake, move, "withdraw", at=UNION, by="giver", reason="本人不愿").status_code == 200
    assert intake.get("/v1/moves", org_path=UNION).json()["items"] == []
    assert counted(intake, household) == [UNION]
    read = intake.post(f"/v1/households/{household}/writings", {"reason": "核实"}, org_path=UNION).json()["items"]
    said = [one["words"].get("text") or one["words"].get("reason") for one in read if one["kind"] == "move"]
    assert said == ["本人不愿", "已迁入该厂宿舍", "不在本单位", "已迁入该厂宿舍"]
    holds(intake)


def test_what_cannot_move_is_refused_in_words(intake: Intake) -> None:
    applied = intake.submitted(application(5, 6))
    assert offer(intake, applied).json()["code"] == "move_of_no_open_file"
    household = opened(intake)
    assert offer(intake, household, UNION).json()["code"] == "move_leads_nowhere"
    (unknown,) = offer(intake, household, "44/4405/440507/nowhere").json()["errors"]
    assert (unknown["pointer"], unknown["code"]) == ("#/to", "organisation.unknown")
    assert offer(intake, household, "41").json()["code"] == "move_place_unclear"
    (lawless,) = offer(intake, household, "44/4451/445102").json()["errors"]
    assert lawless["code"] == "no_profile"
    assert offer(intake, household, at=BESIDE).status_code == 404
    closing = {"reason": "not_eligible", "text": "核查不符合条件"}
    intake.post(f"/v1/households/{household}/closing", closing, "reviewer")
    assert offer(intake, household).json()["code"] == "closing_waits"


def test_what_waits_goes_along_free_for_whoever_takes_it_there(intake: Intake) -> None:
    household = opened(intake)
    account = {"bank": "虚构银行", "number": "9999990000000009"}
    change = proposed(intake, household, "account", account=account)
    before = {task["kind"]: task for task in tasks(intake)}
    assert set(before) == {"file_number", "change"}
    taken = before["file_number"]["task"]
    assert intake.post(f"/v1/tasks/{taken}/take", {}, org_path=UNION).status_code == 200
    moved(intake, household)
    there = {task["kind"]: task for task in tasks(intake, org_path=BESIDE)}
    assert set(there) == set(before)
    for kind, task in there.items():
        assert (task["org_path"], task["assignee"]) == (BESIDE, None)
        kept = ("about", "since", "due_on", "reason", "not_by")
        assert [task[name] for name in kept] == [before[kind][name] for name in kept]
    assert tasks(intake, org_path=UNION) == []
    assert intake.post(f"/v1/tasks/{taken}/take", {}, org_path=BESIDE).status_code == 404
    mine = there["file_number"]["task"]
    assert intake.post(f"/v1/tasks/{mine}/take", {}, org_path=BESIDE).status_code == 200
    (waiting,) = intake.get("/v1/changes", org_path=BESIDE, subject="approver").json()["items"]
    assert waiting["change"] == change
    assert decide_change(intake, household, change).status_code == 200
    holds(intake)


def test_in_another_place_the_law_there_asks_all_that_it_needs_and_a_reviewer_there_keeps_the_file(
    intake: Intake,
) -> None:
    household = opened(intake)
    move = offered(intake, household, KAIFENG.union)
    assert intake.get(f"/v1/moves/{move}", org_path=KAIFENG.union).json()["another_law"] is True
    assert decide(intake, move, at=KAIFENG.union).status_code == 200
    assert counted(intake, household) == [KAIFENG.union]
    told, begun = (event for event in intake.events(household) if isinstance(event, FileMoved | RecheckBegun))
    assert (told.profile, told.region, told.from_region) == (KAIFENG.profile, KAIFENG.region, "440507")
    assert (begun.reasons, begun.items) == (("moved",), told.items)
    assert set(told.items) != set(intake.events(household)[0].items)
    intake.hear(household, report(round_=2))
    (task,) = tasks(intake, asked="?kind=recheck", org_path=KAIFENG.union)
    assert task["household"] == household
    shown = intake.get(f"/v1/households/{household}", org_path=KAIFENG.union).json()
    assert (shown["profile"], shown["region"]) == (KAIFENG.profile, KAIFENG.region)
    holds(intake)


def test_a_recheck_under_way_goes_on_with_the_other_union(intake: Intake) -> None:
    household = opened(intake)
    _, spouse = member_tokens(intake, household)
    change = proposed(intake, household, "income", person=spouse, monthly_income="700.00")
    assert decide_change(intake, household, change).status_code == 200
    moved(intake, household)
    intake.hear(household, report(round_=2))
    (task,) = tasks(intake, asked="?kind=recheck", org_path=BESIDE)
    assert task["household"] == household
    assert keep(intake, household).status_code == 200
    holds(intake)


def test_of_eight_who_take_or_change_it_at_once_each_step_happens_once_or_is_told_what_did(intake: Intake) -> None:
    household = opened(intake)
    move = offered(intake, household)
    seen, begin, answers = etag(intake, move, BESIDE), threading.Barrier(8), []

    def act(place: int) -> None:
        begin.wait()
        if place % 2:
            answer = decide(intake, move, by=f"taker-{place}", seen=seen)
        else:
            answer = propose(intake, household, "phone", phone=f"1990000001{place}", seen=seen)
        answers.append((place % 2, answer.status_code))

    workers = [threading.Thread(target=act, args=(place,)) for place in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    done = [answer for answer in answers if answer[1] < 300]
    assert len(done) == 1, answers
    assert {status for _, status in answers} <= {200, 201, 409, 412}
    assert len(counted(intake, household)) == 1
    holds(intake)


def test_a_file_that_closed_meanwhile_is_not_taken_any_more(intake: Intake) -> None:
    household = opened(intake)
    move = offered(intake, household)
    closing = {"reason": "not_eligible", "text": "核查不符合条件"}
    intake.post(f"/v1/households/{household}/closing", closing, "reviewer")
    assert decide(intake, move).json()["code"] == "closing_waits"
    assert intake.sign(household, "closing", by="closer").status_code == 200
    assert decide(intake, move).json()["code"] == "move_not_waiting"
    assert intake.get("/v1/moves", org_path=BESIDE).json()["items"] == []
    assert tasks(intake, asked="?kind=move", org_path=BESIDE) == []
    holds(intake)


def test_eight_files_that_go_to_and_fro_are_each_in_one_union_at_every_instant(intake: Intake) -> None:
    begin = datetime(2026, 11, 2, 10, tzinfo=CHINA_STANDARD_TIME)
    files = []
    for place in range(8):
        intake.set_clock(begin)
        files.append(opened(intake, 30 + 111 * place))  # so far apart that no two may be one
    stop, seen, faults = threading.Event(), itertools.count(), list[str]()

    def watch() -> None:
        while not stop.is_set():
            rows = intake.rows("SELECT household, count(*) FROM households GROUP BY household")
            if sorted(rows) != sorted((one, 1) for one in files):
                faults.append(str(rows))
            next(seen)

    def go(household: str) -> None:
        for here, there in ((UNION, BESIDE), (BESIDE, UNION), (UNION, BESIDE)):
            moved(intake, household, there, at=here)

    watcher = threading.Thread(target=watch)
    watcher.start()
    workers = [threading.Thread(target=go, args=(one,)) for one in files]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    stop.set()
    watcher.join()
    assert faults == []
    assert next(seen) > 0
    assert [counted(intake, one) for one in files] == [[BESIDE]] * 8
    assert len(tasks(intake, org_path=BESIDE)) == 8
    assert tasks(intake, org_path=UNION) == []
    holds(intake)
