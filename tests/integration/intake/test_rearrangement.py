"""并户、转户、拆户: two people, one decision over both files; a person is in one file at every moment."""

import threading
from typing import Any

from contracts.intake import ApplicationSubmitted, FileChanged, FileClosed, FileMerged
from tests.integration.intake.applications import application, id_number, member, report
from tests.integration.intake.conftest import UNION, Intake
from tests.integration.intake.test_changes import changed, holds, keep, opened, proposed, unmasked
from tests.integration.intake.test_changes import decide as decide_change
from tests.integration.intake.test_moves import BESIDE, CITY, moved
from tests.integration.intake.test_near_duplicates import found, near, tell_apart
from tests.integration.intake.test_one_open_file_per_person import NOTICE_OVER, member_tokens, on_notice, settle

ACCOUNT = {"bank": "虚构银行", "number": "9999990000000077"}


def propose(intake: Intake, household: str, kind: str, by: str = "who-proposes", **body: Any) -> Any:
    sent = {"reason": "当面核实", **({"same": []} if kind == "merge" else {}), **body}
    return intake.door.post(
        f"/v1/households/{household}/{kind}", json=sent, headers=intake.headers("reviewer", subject=by)
    )


def decide(intake: Intake, household: str, rearrangement: str, decision: str = "approve", **more: Any) -> Any:
    seen = more.pop("seen", None) or intake.get(f"/v1/households/{household}").headers["ETag"]
    headers = intake.headers("reviewer", subject=more.pop("by", "approver"), **{"If-Match": seen})
    body = {"decision": decision, "reason": more.pop("reason", "")}
    path = f"/v1/households/{household}/rearrangements/{rearrangement}/decision"
    return intake.door.post(path, json=body, headers=headers)


def rearranged(intake: Intake, household: str, kind: str, **body: Any) -> dict[str, Any]:
    answer = propose(intake, household, kind, **body)
    assert answer.status_code == 201, answer.text
    done = decide(intake, household, answer.json()["rearrangement"])
    assert done.status_code == 200, done.text
    return dict(done.json())


def two_files(intake: Intake) -> tuple[str, str]:
    first, second = on_notice(intake, 1, 2), on_notice(intake, 30, 40)
    intake.move_to(NOTICE_OVER)
    assert [intake.status(one) for one in (first, second)] == ["open", "open"]
    return first, second


def going(*persons: str, relation: str = "other") -> list[dict[str, str]]:
    return [{"person": person, "relation": relation} for person in persons]


def last(intake: Intake, household: str, kind: type) -> Any:
    return [event for event in intake.events(household) if isinstance(event, kind)][-1]


def test_two_files_are_merged_by_two_people(intake: Intake) -> None:
    first, second = two_files(intake)
    applicant, spouse = member_tokens(intake, second)
    body = {"into": first, "persons": going(applicant, spouse)}
    answer = propose(intake, second, "merge", **body)
    rearrangement = answer.json()["rearrangement"]
    (task,) = intake.get("/v1/tasks?kind=rearrangement").json()["items"]
    assert (task["household"], task["reason"]) == (second, ["merge"])
    by_the_same = decide(intake, second, rearrangement, by="WHO-proposes")
    assert by_the_same.json()["code"] == "rearrangement_approved_by_another"
    assert decide(intake, second, rearrangement, by="person-portal").json()["code"] == "decided_by_who_applied"
    done = decide(intake, second, rearrangement)
    assert (done.json()["status"], done.json()["into"]) == ("closed", first)
    closed, told = last(intake, second, FileClosed), last(intake, first, FileMerged)
    assert (closed.reason, closed.merged_into) == ("merged", first)
    assert (told.merged, told.into, told.joined) == (second, first, (applicant, spouse))
    assert last(intake, second, FileMerged).merged == second
    assert len(member_tokens(intake, first)) == 4
    assert set(intake.claims().values()) == {first}
    assert intake.get(f"/v1/households/{second}").json()["merged_into"] == first
    assert intake.get("/v1/tasks?kind=rearrangement").json()["items"] == []
    holds(intake)


def test_one_person_under_two_numbers_is_one_in_the_file_that_goes_on(intake: Intake) -> None:
    first = opened(intake, 1)
    wrong = intake.submitted(near())
    intake.hear(wrong, report())
    intake.decide(wrong, decision="approve")
    intake.move_to(NOTICE_OVER.replace(day=18))
    (pair,) = found(intake)
    tell_apart(intake, pair["pair"])
    assert settle(intake, wrong, action="retry")["status"] == "open"
    assert tell_apart(intake, pair["pair"], "same").status_code == 200
    (right,), (mistyped,) = member_tokens(intake, first), member_tokens(intake, wrong)
    rearranged(intake, wrong, "merge", into=first, persons=[], same=[{"here": mistyped, "there": right}])
    assert last(intake, first, FileChanged).same == ((mistyped, right),)
    assert member_tokens(intake, first) == [right]
    assert intake.claims() == {right: first}
    holds(intake)


def test_a_merge_names_everybody_and_files_that_are_open(intake: Intake) -> None:
    first, second = two_files(intake)
    applicant, spouse = member_tokens(intake, second)
    one = member_tokens(intake, first)[0]
    assert propose(intake, second, "merge", into=first, persons=going(spouse)).json()["code"] == "merge_names_everybody"
    twice = {"persons": going(applicant, spouse), "same": [{"here": spouse, "there": one}]}
    assert propose(intake, second, "merge", into=first, **twice).json()["code"] == "merge_names_everybody"
    strange = {"persons": going(applicant), "same": [{"here": spouse, "there": "person:nobody"}]}
    assert propose(intake, second, "merge", into=first, **strange).json()["code"] == "person_not_in_the_file"
    assert propose(intake, second, "merge", into=second, persons=[]).json()["code"] == "rearrangement_into_itself"
    assert propose(intake, second, "merge", into="nobody", persons=[]).status_code == 404
    waiting = intake.submitted(application(77))
    assert propose(intake, second, "merge", into=waiting, persons=going(applicant, spouse)).json()["code"] == (
        "file_not_open"
    )


def test_a_person_moves_from_one_file_to_another_at_one_instant(intake: Intake) -> None:
    first, second = two_files(intake)
    applicant, spouse = member_tokens(intake, second)
    assert (
        propose(intake, second, "transfer", into=first, persons=going(applicant)).json()["code"] == "applicant_leaves"
    )
    rearranged(intake, second, "transfer", into=first, persons=going(spouse, relation="parent"))
    assert spouse in member_tokens(intake, first)
    assert member_tokens(intake, second) == [applicant]
    assert intake.claims()[spouse] == first
    (transferred,) = [one for one in unmasked(intake, first)["details"]["members"] if one["token"] == spouse]
    assert (transferred["name"], transferred["relation"]) == ("陈四零", "parent")
    assert [intake.get(f"/v1/households/{of}").json()["recheck"]["reasons"] for of in (first, second)] == [
        ["member_joined"],
        ["member_left"],
    ]
    holds(intake)


def test_members_leave_with_an_application_of_their_own(intake: Intake) -> None:
    household = opened(intake, 1, 2)
    applicant, spouse = member_tokens(intake, household)
    new = rearranged(intake, household, "split", persons=going(spouse, relation="self"), account=ACCOUNT)["into"]
    assert intake.status(new) == "under_verification"
    (applied,) = [event for event in intake.events(new) if isinstance(event, ApplicationSubmitted)]
    assert (applied.channel, applied.previous_household, applied.members) == ("split", household, (spouse,))
    assert applied.details.account.number == ACCOUNT["number"]
    assert intake.claims() == {applicant: household}
    intake.hear(new, report())
    assert intake.decide(new, decision="approve").status_code == 200
    intake.move_to(NOTICE_OVER.replace(day=20))
    assert intake.status(new) == "open"
    assert intake.claims() == {applicant: household, spouse: new}
    holds(intake)


def test_what_is_declined_for_a_reason_changes_nothing_and_another_may_be_proposed(intake: Intake) -> None:
    household = opened(intake, 1, 2)
    spouse = member_tokens(intake, household)[1]
    body = {"persons": going(spouse, relation="self"), "account": ACCOUNT}
    rearrangement = propose(intake, household, "split", **body).json()["rearrangement"]
    assert propose(intake, household, "split", **body).json()["code"] == "rearrangement_waits"
    assert decide(intake, household, rearrangement, "decline").json()["code"] == "declining_reason_required"
    assert decide(intake, household, rearrangement, "decline", reason="仍同住").status_code == 200
    assert decide(intake, household, rearrangement).json()["code"] == "rearrangement_not_waiting"
    assert len(intake.claims()) == 2
    assert propose(intake, household, "split", **body).status_code == 201
    holds(intake)


def test_a_number_that_was_wrong_is_corrected_by_two_people(intake: Intake) -> None:
    household = opened(intake, 1, 2)
    (applicant, spouse), right = member_tokens(intake, household), id_number(8)
    identity = {"name": "陈改正", "id_number": right}
    changed(intake, household, "identity", person=applicant, identity=identity)
    now = member_tokens(intake, household)
    assert (now[0] != applicant, now[1]) == (True, spouse)
    assert set(intake.claims()) == set(now)
    told = last(intake, household, FileChanged)
    assert told.same == ((applicant, now[0]),)
    assert told.consent.persons == tuple(now)
    assert intake.one("SELECT applicant FROM households WHERE household = %s", household) == now[0]
    assert unmasked(intake, household)["details"]["members"][0]["id_number"] == right
    holds(intake)


def test_a_number_of_somebody_in_another_file_is_not_taken(intake: Intake) -> None:
    first, second = two_files(intake)
    identity = {"name": "陈三零", "id_number": id_number(30)}
    person = member_tokens(intake, first)[0]
    change = proposed(intake, first, "identity", person=person, identity=identity)
    assert decide_change(intake, first, change).json()["code"] == "person_elsewhere"
    assert set(intake.claims().values()) == {first, second}


def test_of_eight_who_move_one_person_at_once_one_wins_and_they_are_in_one_file(intake: Intake) -> None:
    """Four files want the same member at the same instant; each is told the truth."""
    source = opened(intake, 1, 2)
    spouse = member_tokens(intake, source)[1]
    targets = [on_notice(intake, 100 + 11 * place) for place in range(4)]
    intake.move_to(NOTICE_OVER.replace(day=18))
    rearrangement = propose(intake, source, "transfer", into=targets[0], persons=going(spouse)).json()["rearrangement"]
    seen, statuses = intake.get(f"/v1/households/{source}").headers["ETag"], list[int]()
    joining = [
        proposed(intake, target, "member_joined", member=member(2, "other"), on="2026-11-18") for target in targets[1:]
    ]
    begin = threading.Barrier(8)

    def race(act: Any) -> None:
        begin.wait()
        statuses.append(act().status_code)

    acts = [lambda: decide(intake, source, rearrangement, seen=seen)] * 5 + [
        (lambda target=target, change=change: decide_change(intake, target, change))
        for target, change in zip(targets[1:], joining, strict=True)
    ]
    workers = [threading.Thread(target=race, args=(act,)) for act in acts]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert statuses.count(200) == 1, statuses
    assert set(statuses) <= {200, 409, 412}
    assert intake.claims()[spouse] == targets[0]
    assert spouse not in member_tokens(intake, source)
    holds(intake)


def test_who_proposed_a_transfer_decides_on_no_recheck_of_the_file_that_received(intake: Intake) -> None:
    first, second = two_files(intake)
    spouse = member_tokens(intake, second)[1]
    answer = propose(intake, second, "transfer", by="mover", into=first, persons=going(spouse, relation="parent"))
    assert decide(intake, second, answer.json()["rearrangement"]).status_code == 200
    for household in (first, second):
        intake.hear(household, report(2))
        refused = keep(intake, household, by="mover")
        assert refused.json()["code"] == "decided_by_who_changed", refused.text


def test_who_proposed_a_split_decides_not_on_the_file_that_came_of_it(intake: Intake) -> None:
    household = opened(intake, 1, 2)
    spouse = member_tokens(intake, household)[1]
    body = {"persons": going(spouse, relation="self"), "account": ACCOUNT}
    answer = propose(intake, household, "split", by="mover", **body)
    new = decide(intake, household, answer.json()["rearrangement"]).json()["into"]
    intake.hear(new, report())
    seen = intake.get(f"/v1/households/{new}").headers["ETag"]
    headers = intake.headers("reviewer", subject="mover", **{"If-Match": seen})
    refused = intake.door.post(f"/v1/households/{new}/decision", json={"decision": "approve"}, headers=headers)
    assert refused.json()["code"] == "decided_by_who_applied"


def test_a_merge_that_waits_goes_along_with_a_file_that_moves(intake: Intake) -> None:
    """Who keeps the file now has the task, and declines it though the other file is out of their sight; a federation
    above both unions approves it."""
    first, second = two_files(intake)
    everybody = member_tokens(intake, second)
    answer = propose(intake, second, "merge", into=first, persons=going(*everybody))
    rearrangement = answer.json()["rearrangement"]
    moved(intake, second)
    (task,) = intake.get("/v1/tasks?kind=rearrangement", org_path=BESIDE).json()["items"]
    assert task["household"] == second
    refused = decide_at(intake, BESIDE, second, rearrangement)
    assert (refused.status_code, refused.json()["code"]) == (409, "rearrangement_out_of_reach")
    assert first not in refused.text
    assert decide_at(intake, BESIDE, second, rearrangement, "decline").status_code == 200
    again = propose_at(intake, CITY, second, into=first, persons=going(*everybody))
    done = decide_at(intake, CITY, second, again.json()["rearrangement"])
    assert (done.status_code, done.json()["into"]) == (200, first)
    holds(intake)


def test_a_merge_into_a_file_that_moved_is_declined_where_it_was_proposed(intake: Intake) -> None:
    first, second = two_files(intake)
    answer = propose(intake, second, "merge", into=first, persons=going(*member_tokens(intake, second)))
    rearrangement = answer.json()["rearrangement"]
    moved(intake, first)
    assert decide_at(intake, UNION, second, rearrangement).json()["code"] == "rearrangement_out_of_reach"
    assert decide_at(intake, UNION, second, rearrangement, "decline").status_code == 200
    assert intake.get("/v1/tasks?kind=rearrangement").json()["items"] == []
    holds(intake)


def test_a_split_that_waits_is_approved_where_the_file_is_now(intake: Intake) -> None:
    household = opened(intake, 1, 2)
    spouse = member_tokens(intake, household)[1]
    body = {"persons": going(spouse, relation="self"), "account": ACCOUNT}
    rearrangement = propose(intake, household, "split", **body).json()["rearrangement"]
    moved(intake, household)
    done = decide_at(intake, BESIDE, household, rearrangement)
    new = done.json()["into"]
    assert intake.get(f"/v1/households/{new}", org_path=BESIDE).status_code == 200
    assert intake.get(f"/v1/households/{new}", org_path=UNION).status_code == 404
    holds(intake)


def decide_at(intake: Intake, at: str, household: str, rearrangement: str, decision: str = "approve") -> Any:
    seen = intake.get(f"/v1/households/{household}", org_path=at).headers["ETag"]
    headers = intake.headers("reviewer", org_path=at, subject="approver", **{"If-Match": seen})
    path = f"/v1/households/{household}/rearrangements/{rearrangement}/decision"
    return intake.door.post(path, json={"decision": decision, "reason": "当面核实"}, headers=headers)


def propose_at(intake: Intake, at: str, household: str, **body: Any) -> Any:
    headers = intake.headers("reviewer", org_path=at, subject="who-proposes")
    sent = {"same": [], "reason": "当面核实", **body}
    return intake.door.post(f"/v1/households/{household}/merge", json=sent, headers=headers)
