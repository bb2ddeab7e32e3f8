"""Model-based test of open files: several people change, merge, split, move and check them again, in any order.

Whatever comes of it: a person is in one open file at most, what is kept beside the events is what they tell, nobody
decided what they had proposed, and each proposal has ended or waits where people see it, and can be ended by somebody.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from chassis.codec import Recorded
from contracts import intake as facts
from kernel.calendar import CHINA_STANDARD_TIME
from kernel.subject import is_same
from services.intake.domain import events
from tests.integration.intake.applications import application, id_number, member, report
from tests.integration.intake.conftest import UNION, Intake
from tests.integration.intake.test_changes import holds
from tests.integration.intake.test_moves import BESIDE, CITY
from tests.integration.intake.test_one_open_file_per_person import submitted_on_notice
from tests.integration.intake.test_work_list import tasks
from tests.support.events import stored

BEGIN = datetime(2026, 11, 2, 10, tzinfo=CHINA_STANDARD_TIME)
NOTICE_DAYS = 9
ELSEWHERE = "44/4405/440511/jinping-fangzhi"
"""Of another county, under the same document and other parameters."""
UNIONS = (UNION, BESIDE, ELSEWHERE)
NUMBERS_EACH = 10
FAMILIES = ((0, 1, 2), (3, 4), (5,))
JOINERS = range(6, NUMBERS_EACH)

PEOPLE = st.sampled_from(["a", "A", "b", "c"])
"""The second is the first: a subject is one person whatever its case."""
FILES = st.integers(0, 4)
PLACES = st.integers(0, 4)
KINDS = st.sampled_from(["income", "member_left", "member_died"])
ENDS = st.sampled_from(["approve", "approve", "decline"])
THEN = st.sampled_from([None, "a", "b", "c", "c"])
"""Who approves it at once, if somebody does."""


class Lives(RuleBasedStateMachine):
    """Three families of one example, and the files that come of them; everybody tries everything at any time."""

    numbers = itertools.count()

    def __init__(self, intake: Intake, done: Counter[str]) -> None:
        super().__init__()
        self.intake, self.done, self.first = intake, done, next(self.numbers) * NUMBERS_EACH
        intake.org_path = CITY
        intake.set_clock(BEGIN)
        self.now = BEGIN
        self.files = [submitted_on_notice(intake, self.family(*numbers)) for numbers in FAMILIES]
        self.later(NOTICE_DAYS)

    # what people try

    @rule(
        file=FILES, by=PEOPLE, then=THEN, place=PLACES, kind=st.sampled_from(["income", "member_left", "member_died"])
    )
    def change_of_a_member(self, file: int, by: str, then: str | None, place: int, kind: str) -> None:
        more = {"monthly_income": f"{place}.00"} if kind == "income" else {}
        self.change(file, by, then, kind, person=self.member(file, place), **more)

    @rule(file=FILES, by=PEOPLE, then=THEN, number=st.integers(0, NUMBERS_EACH - 1))
    def change_by_who_joins(self, file: int, by: str, then: str | None, number: int) -> None:
        """Nobody knows them, or they are in this file, in another or in one that was closed."""
        self.change(file, by, then, "member_joined", member=self.person(number, "other"))

    @rule(file=FILES, by=PEOPLE, tail=st.integers(0, 9))
    def change_of_the_account(self, file: int, by: str, tail: int) -> None:
        self.change(file, by, None, "account", account=account(f"{self.first}{file}{tail}"))

    @rule(file=FILES, by=PEOPLE, which=PLACES, end=ENDS)
    def end_a_change(self, file: int, by: str, which: int, end: str) -> None:
        if waiting := self.shown(file).get("changes_waiting"):
            self.end(f"/{self.at(file)}/changes/{waiting[which % len(waiting)]}/decision", by, end, self.at(file))

    @rule(file=FILES, other=FILES, by=PEOPLE, then=THEN)
    def merge(self, file: int, other: int, by: str, then: str | None) -> None:
        persons = going(*(one["token"] for one in self.shown(file)["members"]))
        self.rearrange(file, by, then, "merge", into=self.beside(file, other), persons=persons, same=[])

    @rule(file=FILES, other=FILES, by=PEOPLE, then=THEN, place=PLACES)
    def transfer(self, file: int, other: int, by: str, then: str | None, place: int) -> None:
        persons = going(self.member(file, place))
        self.rearrange(file, by, then, "transfer", into=self.beside(file, other), persons=persons)

    @rule(file=FILES, by=PEOPLE, then=THEN, place=PLACES)
    def split(self, file: int, by: str, then: str | None, place: int) -> None:
        persons = going(self.member(file, place), relation="self")
        self.rearrange(file, by, then, "split", persons=persons, account=account(f"{self.first}9{place}"))

    @rule(file=FILES, by=PEOPLE, end=ENDS)
    def end_a_rearrangement(self, file: int, by: str, end: str) -> None:
        if waiting := self.shown(file).get("rearrangement"):
            self.end_rearrangement(self.at(file), waiting["rearrangement"], by, end)

    @rule(file=FILES, by=PEOPLE, then=THEN, to=st.sampled_from(UNIONS))
    def move(self, file: int, by: str, then: str | None, to: str) -> None:
        body = {"to": to, "reason": "residence", "text": "迁居"}
        answer = self.send(f"/v1/households/{self.at(file)}/move", by, body)
        if then is not None and "move" in answer:
            self.end_move(answer["move"], then, "take")

    @rule(file=FILES, by=PEOPLE, end=st.sampled_from(["take", "take", "decline", "withdraw"]))
    def end_a_move(self, file: int, by: str, end: str) -> None:
        if moving := self.shown(file).get("moving"):
            self.end_move(moving["move"], by, end)

    @rule(file=FILES)
    def report(self, file: int) -> None:
        self.intake.hear(self.at(file), report(round_=self.shown(file)["round"]))

    @rule(file=FILES, by=PEOPLE, end=st.sampled_from(["keep", "keep", "close"]), category=st.sampled_from("12"))
    def decide(self, file: int, by: str, end: str, category: str) -> None:
        """An application that came of a split is approved; a re-check that has its report ends."""
        if self.shown(file)["status"] == "under_review":
            self.on_seen(file, "decision", by, {"decision": "approve", "category": category, "reason": "核实"})
        else:
            body = {"decision": end, "clause": "三(一)", "reason": "复查", "category": category}
            self.on_seen(file, "recheck", by, body if end == "keep" else {**body, "category": None})

    @rule(file=FILES, by=PEOPLE, signature=st.sampled_from(["given", "given", "declined"]))
    def sign(self, file: int, by: str, signature: str) -> None:
        if waiting := self.shown(file)["second_signature"]:
            where = signed(waiting["act"], ()).partition(" ")[0]
            self.on_seen(file, f"{where}/second-signature", by, {"signature": signature, "reason": "再核"})

    @rule(file=FILES, by=PEOPLE)
    def close(self, file: int, by: str) -> None:
        self.on_seen(file, "closing", by, {"reason": "not_eligible", "text": "核查不符合条件"})

    @rule(file=FILES, by=PEOPLE)
    def open_what_was_blocked(self, file: int, by: str) -> None:
        if self.shown(file)["status"] == "blocked":
            self.send(f"/v1/households/{self.at(file)}/block-settlement", by, {"action": "retry", "reason": "核实"})

    @rule(days=st.sampled_from([1, NOTICE_DAYS, 30, 200]))
    def later(self, days: int) -> None:
        self.now += timedelta(days=days)
        self.intake.move_to(self.now)

    # what must hold

    def teardown(self) -> None:
        assert self.intake.parked() == []
        shown = {household: self.read(household) for household in self.files}
        opened = {household: one for household, one in shown.items() if one["status"] == "open"}
        held = {person: household for person, household in self.intake.claims().items() if household in shown}
        assert held == {m["token"]: household for household, one in opened.items() for m in one["members"]}
        for household, one in shown.items():
            recorded = told(self.intake, household)
            assert_decided_by_others(recorded)
            assert sorted(undecided(recorded) if household in opened else []) == sorted(self.waiting(household, one))
            read = {at: self.intake.get(f"/v1/households/{household}", org_path=at).status_code for at in UNIONS}
            assert read == {at: 200 if at == one["org_path"] else 404 for at in UNIONS}
        holds(self.intake)
        for household in opened:
            self.end_whatever_waits(household)
            assert self.waiting(household, self.read(household)) == []
            self.intake.post(f"/v1/households/{household}/closing", CLOSING, "reviewer")
            self.intake.sign(household, "closing", by="closer")
        holds(self.intake)

    def waiting(self, household: str, shown: dict[str, Any]) -> list[tuple[str, str]]:
        """(what, its id) as its page tells it; each stands in the work list of its union, too."""
        listed = Counter(one["kind"] for one in tasks(self.intake, asked="?limit=200") if one["household"] == household)
        told = []
        if shown["status"] == "open":
            moving, rearrangement, signature = shown["moving"], shown["rearrangement"], shown["second_signature"]
            told = [
                *(("change", change) for change in shown["changes_waiting"]),
                *([("move", moving["move"])] if moving else []),
                *([("rearrangement", rearrangement["rearrangement"])] if rearrangement else []),
                *([("signature", signed(signature["act"], signature["grounds"]))] if signature else []),
            ]
        kinds = Counter(what for what, _ in told)
        signatures = listed["recheck_signature"] + listed["closing_signature"]
        assert kinds == +Counter({name: listed[name] for name in ("change", "move", "rearrangement")}) + Counter(
            {"signature": signatures} if signatures else {}
        )
        return told

    def end_whatever_waits(self, household: str) -> None:
        """Somebody who had no part in it may always say no."""
        for what, about in self.waiting(household, self.read(household)):
            match what:
                case "change":
                    answer = self.end(f"/{household}/changes/{about}/decision", "nobody", "decline", household)
                case "rearrangement":
                    answer = self.end_rearrangement(household, about, "nobody", "decline")
                case "move":
                    answer = self.end_move(about, "nobody", "decline")
                case _:
                    path = f"/v1/households/{household}/{about.partition(' ')[0]}/second-signature"
                    body = {"signature": "declined", "reason": "再核"}
                    answer = self.send(path, "nobody", body, self.seen(household))
            assert "code" not in answer, (what, answer)

    # how they do it

    def change(self, file: int, by: str, then: str | None, kind: str, **body: Any) -> None:
        household, on = self.at(file), self.now.date().isoformat()
        answer = self.send(
            f"/v1/households/{household}/changes", by, {"kind": kind, "on": on, "reason": "来电告知", **body}
        )
        if then is not None and "change" in answer:
            self.end(f"/{household}/changes/{answer['change']}/decision", then, "approve", household)

    def rearrange(self, file: int, by: str, then: str | None, kind: str, **body: Any) -> None:
        household = self.at(file)
        answer = self.send(f"/v1/households/{household}/{kind}", by, {"reason": "当面核实", **body})
        if then is not None and "rearrangement" in answer:
            self.end_rearrangement(household, answer["rearrangement"], then, "approve")

    def end_rearrangement(self, household: str, rearrangement: str, by: str, end: str) -> dict[str, Any]:
        answer = self.end(f"/{household}/rearrangements/{rearrangement}/decision", by, end, household)
        if answer.get("into") not in (None, *self.files):
            self.files.append(answer["into"])
        return answer

    def end(self, path: str, by: str, end: str, household: str) -> dict[str, Any]:
        return self.send(f"/v1/households{path}", by, {"decision": end, "reason": "核实"}, self.seen(household))

    def end_move(self, move: str, by: str, end: str) -> dict[str, Any]:
        seen = self.intake.get(f"/v1/moves/{move}").headers["ETag"]
        return self.send(f"/v1/moves/{move}/decision", by, {"decision": end, "reason": "核实"}, seen)

    def on_seen(self, file: int, what: str, by: str, body: dict[str, Any]) -> None:
        self.send(f"/v1/households/{self.at(file)}/{what}", by, body, self.seen(self.at(file)))

    def send(self, path: str, by: str, body: dict[str, Any], seen: str | None = None) -> dict[str, Any]:
        """Refusals are part of it; what breaks is not."""
        headers = self.intake.headers("reviewer", subject=by, **({"If-Match": seen} if seen else {}))
        answer = self.intake.door.post(path, json=body, headers=headers)
        assert answer.status_code < 500, answer.text
        told: dict[str, Any] = answer.json()
        assert {one["code"] for one in told.get("errors", ())} <= {"member.twice"}, (path, body, told)
        self.done[path.rpartition("/")[2] if "code" not in told else told["code"]] += 1
        return told

    def at(self, file: int) -> str:
        return self.files[file % len(self.files)]

    def beside(self, file: int, other: int) -> str:
        others = [one for one in self.files if one != self.at(file)]
        return others[other % len(others)]

    def read(self, household: str) -> dict[str, Any]:
        return dict(self.intake.get(f"/v1/households/{household}").json())

    def shown(self, file: int) -> dict[str, Any]:
        return self.read(self.at(file))

    def seen(self, household: str) -> str:
        return str(self.intake.get(f"/v1/households/{household}").headers["ETag"])

    def member(self, file: int, place: int) -> str:
        """The applicant seldom."""
        members = self.shown(file)["members"]
        return str(members[-1 - place % len(members)]["token"])

    def person(self, number: int, relation: str) -> dict[str, Any]:
        """An adult whose number, name and birthday are near nobody's; the birthday tells apart who share a sequence."""
        sequence = self.first + number
        born = f"{1940 + sequence * 7 % 60}{1 + sequence % 12:02d}{1 + sequence % 28:02d}"
        return member(sequence, relation, id_number=id_number(sequence % 1_000, born))

    def family(self, *numbers: int) -> dict[str, Any]:
        members = [self.person(number, "other" if place else "self") for place, number in enumerate(numbers)]
        own = self.first + numbers[0]
        contact = {"phone": f"199{own:08d}", "address": f"汕头市龙湖区虚构路{own}号"}
        return application(*numbers, members=members, contact=contact, account=account(f"{own}"))


SIGNED = ("recheck", "closing", "closing after recheck")
CLOSING = {"reason": "not_eligible", "text": "核查不符合条件"}


def account(number: str) -> dict[str, str]:
    return {"bank": "虚构银行", "number": f"999999{number.zfill(10)}"}


def going(*persons: str, relation: str = "other") -> list[dict[str, str]]:
    return [{"person": person, "relation": relation} for person in persons]


def signed(act: str, grounds: Collection[str]) -> str:
    """What waits for a second signature; its first word is where that is given."""
    if act.startswith("close"):
        return "closing after recheck" if "recheck" in grounds else "closing"
    return "recheck" if act == "keep" else "decision"


def told(intake: Intake, household: str) -> list[Recorded[Any]]:
    query = "SELECT body FROM events WHERE subject = %s ORDER BY position"
    return [intake.service.store.codec.decode(body) for (body,) in intake.rows(query, household)]


def assert_decided_by_others(recorded: list[Recorded[Any]]) -> None:
    """Who proposed a change, a rearrangement, a move or a first signature let none of them take effect."""
    by: dict[tuple[str, str], str] = {}
    for one in recorded:
        event, actor = one.event, one.envelope.actor
        for proposed in proposals(event):
            by[proposed] = actor
        for decided in taken(event):
            assert decided not in by or not is_same(by[decided], actor), (event, actor)
        for ended in ends(event):
            by.pop(ended, None)


def undecided(recorded: list[Recorded[Any]]) -> list[tuple[str, str]]:
    waits: dict[tuple[str, str], None] = {}
    for one in recorded:
        for ended in ends(one.event):
            waits.pop(ended, None)
        waits |= dict.fromkeys(proposals(one.event))
    return list(waits)


def proposals(event: object) -> list[tuple[str, str]]:
    match event:
        case events.ChangeProposed(kind="phone" | "address"):
            return []  # nobody else has to approve it
        case events.ChangeProposed():
            return [("change", event.change)]
        case events.RearrangementProposed():
            return [("rearrangement", event.rearrangement)]
        case events.MoveProposed():
            return [("move", event.move)]
        case events.ClosingProposed():
            return [("signature", signed("close", event.grounds))]
        case events.KeepingProposed():
            return [("signature", "recheck")]
    return []


def taken(event: object) -> list[tuple[str, str]]:
    """What takes effect by it."""
    match event:
        case events.ChangeDecided(decision="approve"):
            return [("change", event.change)]
        case events.RearrangementDecided(decision="approve"):
            return [("rearrangement", event.rearrangement)]
        case facts.FileMoved():
            return [("move", event.move)]
        case facts.FileClosed() if event.reason != "merged":
            return [("signature", "closing"), ("signature", "closing after recheck")]
        case facts.FileKept():
            return [("signature", "recheck")]
    return []


def ends(event: object) -> list[tuple[str, str]]:
    match event:
        case events.ChangeDecided():
            return [("change", event.change)]
        case events.RearrangementDecided():
            return [("rearrangement", event.rearrangement)]
        case events.MoveDeclined():
            return [("move", event.move)]
        case events.SignatureDeclined():
            return [("signature", what) for what in SIGNED]
        case facts.RecheckBegun():
            return [("signature", what) for what in SIGNED if "recheck" in what]  # it rested on the round before
    return taken(event)


def played(make_intake: Callable[..., Intake], examples: int, steps: int) -> Counter[str]:
    """What was done and what was refused, how often."""
    intake, done = make_intake(), Counter[str]()
    bounds = settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    run_state_machine_as_test(lambda: Lives(intake, done), settings=bounds)
    return done


def test_who_decides_on_the_own_proposal_is_found_whatever_the_case_of_the_name() -> None:
    proposed = events.RearrangementProposed(
        rearrangement="r", kind="split", into=None, persons=("p",), by="a", relations={"p": "self"}, reason="核实"
    )
    decided = events.RearrangementDecided(rearrangement="r", decision="approve")
    assert_decided_by_others([stored(proposed, actor="a"), stored(decided, actor="b")])
    assert undecided([stored(proposed, actor="a")]) == [("rearrangement", "r")]
    with pytest.raises(AssertionError):
        assert_decided_by_others([stored(proposed, actor="a"), stored(decided, actor="A")])


def test_whatever_several_people_do_to_open_files_they_hold_together(make_intake: Callable[..., Intake]) -> None:
    done = played(make_intake, examples=10, steps=20)
    assert done["changes"], "nobody could change anything"
    assert done["decision"], "nobody could decide anything"


@pytest.mark.long
@pytest.mark.parametrize("block", range(12))
def test_and_so_they_do_in_many_more_lives(make_intake: Callable[..., Intake], block: int) -> None:
    assert played(make_intake, examples=20, steps=40)["decision"]
