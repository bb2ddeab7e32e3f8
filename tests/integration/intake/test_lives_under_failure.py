"""Open files live while connections break: commands are sent again under their key, messages come twice, terms end.

By seeds. Whatever order comes of it: claims are those of the files, tasks those of their states, an account is paid to
only when another person has approved it, and all that is kept beside the events is what they tell, from zero.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from kernel.calendar import CHINA_STANDARD_TIME
from tests.integration.intake.applications import application, id_number, member, report
from tests.integration.intake.conftest import Intake
from tests.integration.intake.test_changes import holds
from tests.integration.intake.test_one_open_file_per_person import NOTICE_OVER, member_tokens, submitted_on_notice
from tests.integration.intake.test_work_list import tasks

BEGIN = datetime(2026, 11, 2, 10, tzinfo=CHINA_STANDARD_TIME)
MOVES = 24
BREAKS_ONE_IN = 6
TRIES_MAX = 30
WORKERS = ("wang", "li", "zhao")


class Failures:
    """Every transaction of the store may break before its commit, or after it: then only the answer is lost."""

    def __init__(self, intake: Intake, chance: Random, monkeypatch: pytest.MonkeyPatch) -> None:
        self.on, self.seen = True, Counter[str]()
        self._chance, self._begin = chance, intake.service.store.transaction
        monkeypatch.setattr(intake.service.store, "transaction", self._transaction)

    @contextmanager
    def _transaction(self, *given: Any, **more: Any) -> Iterator[Any]:
        fate = self._chance.randrange(2 * BREAKS_ONE_IN) if self.on else None
        with self._begin(*given, **more) as transaction:
            yield transaction
            self._break(fate == 0, "before the commit")
        self._break(fate == 1, "after the commit")

    def _break(self, breaks: bool, when: str) -> None:
        if breaks:
            self.seen[when] += 1
            raise psycopg.OperationalError(f"connection lost {when}")


class Lives:
    """Two files that share who may join them, and the people who try this and that with them."""

    def __init__(self, intake: Intake, chance: Random) -> None:
        self.intake, self.chance = intake, chance
        intake.set_clock(BEGIN)
        self.files = [submitted_on_notice(intake, family(1, 2, 3)), submitted_on_notice(intake, family(4, 5))]
        intake.move_to(NOTICE_OVER)
        self.now, self.answers = NOTICE_OVER, Counter[str]()

    def goes_on(self) -> None:
        moves = (self._change, self._change, self._change, self._decide, self._decide, self._hear, self._recheck)
        move: Callable[[str], None] = self.chance.choice((*moves, self._sign, self._task, self._later))
        move(self.chance.choice(self.files))

    def rest(self) -> None:
        """What failures have put off happens, and every answer comes."""
        self._ring(timedelta(days=2))
        for household in self.files:
            self._hear(household)

    def _change(self, household: str) -> None:
        tokens = [one["token"] for one in self._shown(household)["members"]]
        its_own = f"99999900000000{self.files.index(household)}"
        kind, said = self.chance.choice([
            ("phone", {"phone": f"1990000000{self.chance.randrange(9)}"}),
            ("account", {"account": {"bank": "虚构银行", "number": f"{its_own}{self.chance.randrange(9)}"}}),
            ("income", {"person": tokens[0], "monthly_income": f"{self.chance.randrange(1, 900)}.00"}),
            ("member_joined", {"member": person(self.chance.randrange(41, 44), "child")}),
            (self.chance.choice(["member_left", "member_died"]), {"person": tokens[-1]}),
        ])  # fmt: skip
        body = {"kind": kind, "on": "2026-11-10", "reason": "来电告知", **said}
        self._send(f"/v1/households/{household}/changes", body, self.chance.choice(WORKERS))

    def _decide(self, household: str) -> None:
        if waiting := self._shown(household)["changes_waiting"]:
            body = {"decision": self.chance.choice(["approve", "approve", "decline"]), "reason": "核实"}
            path = f"/v1/households/{household}/changes/{self.chance.choice(waiting)}/decision"
            self._send(path, body, self.chance.choice(WORKERS), seen=self._version(household))

    def _recheck(self, household: str) -> None:
        body = {"decision": "keep", "category": self.chance.choice(["1", "2"]), "clause": "三(一)", "reason": "复查"}
        self._send(f"/v1/households/{household}/recheck", body, self.chance.choice(WORKERS), self._version(household))

    def _sign(self, household: str) -> None:
        body = {"signature": self.chance.choice(["given", "declined"]), "reason": "再核"}
        path = f"/v1/households/{household}/recheck/second-signature"
        self._send(path, body, self.chance.choice(WORKERS), seen=self._version(household))

    def _task(self, household: str) -> None:
        if waiting := tasks(self.intake):
            task, to = self.chance.choice(waiting)["task"], self.chance.choice(WORKERS)
            self._send(f"/v1/tasks/{task}/take", {}, self.chance.choice(WORKERS))
            self._send(f"/v1/tasks/{task}/hand-over", {"to": to, "reason": "workload"}, self.chance.choice(WORKERS))

    def _hear(self, household: str) -> None:
        """The report of the round that is asked for, or of one that is over; told again once it is handled."""
        message = self.intake.said(household, report(round_=self._shown(household)["round"]))
        for _ in range(2):
            self._until_it_is_through(lambda: self.intake.handle(message))

    def _later(self, household: str) -> None:
        self._ring(timedelta(days=self.chance.choice([1, 30, 200])))

    def _ring(self, later: timedelta) -> None:
        self.now += later
        self._until_it_is_through(lambda: self.intake.move_to(self.now))

    def _send(self, path: str, body: dict[str, Any], by: str, seen: str | None = None) -> None:
        """Again under the same key, until it is answered for good."""
        key = str(uuid4())
        for _ in range(TRIES_MAX):
            more = {"Idempotency-Key": key, **({"If-Match": seen} if seen else {})}
            answer = self.intake.door.post(path, json=body, headers=self.intake.headers("reviewer", subject=by, **more))
            if answer.status_code < 500:
                self.answers["done" if answer.status_code < 400 else answer.json()["code"]] += 1
                return
        raise AssertionError(f"{path} is never answered: {answer.text}")

    def _until_it_is_through(self, work: Callable[[], object]) -> None:
        for _ in range(TRIES_MAX):
            try:
                work()
            except psycopg.OperationalError:
                continue
            return
        raise AssertionError("it never gets through")

    def _shown(self, household: str) -> dict[str, Any]:
        for _ in range(TRIES_MAX):
            answer = self.intake.get(f"/v1/households/{household}")
            if answer.status_code == 200:
                return dict(answer.json()) | {"etag": answer.headers["ETag"]}
        raise AssertionError(answer.text)

    def _version(self, household: str) -> str:
        return str(self._shown(household)["etag"])


def person(sequence: int, relation: str) -> dict[str, Any]:
    """An adult whose number is near nobody's: another day of birth for each."""
    born = f"{1950 + sequence}{1 + sequence % 12:02d}{1 + sequence % 28:02d}"
    return member(sequence, relation, id_number=id_number(sequence, born))


def family(*sequences: int) -> dict[str, Any]:
    """Like no other: nobody is asked whether two of them are one."""
    members = [person(sequence, "spouse" if place else "self") for place, sequence in enumerate(sequences)]
    contact = {"phone": f"1990001000{sequences[0]}", "address": f"汕头市龙湖区虚构路{sequences[0]}号"}
    return application(*sequences, members=members, contact=contact)


def played(intake: Intake, seed: int, monkeypatch: pytest.MonkeyPatch) -> tuple[Failures, Lives]:
    chance = Random(f"lives {seed}")
    lives = Lives(intake, chance)
    failures = Failures(intake, chance, monkeypatch)
    for _ in range(MOVES):
        lives.goes_on()
    failures.on = False
    lives.rest()
    return failures, lives


@pytest.mark.parametrize("seed", range(3))
def test_files_live_on_as_if_nothing_had_failed(intake: Intake, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    failures, lives = played(intake, seed, monkeypatch)
    judge(intake, lives.files)
    assert all(failures.seen[when] for when in ("before the commit", "after the commit"))
    assert lives.answers["done"]


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3, 40))
def test_and_so_do_many_more(intake: Intake, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    _, lives = played(intake, seed, monkeypatch)
    judge(intake, lives.files)


def judge(intake: Intake, files: list[str]) -> None:
    holds(intake)
    assert intake.parked() == []
    claimed = {token: household for household in files for token in member_tokens(intake, household)}
    assert intake.claims() == claimed
    for household in files:
        shown = intake.get(f"/v1/households/{household}").json()
        assert tasks_of(intake, household) == wanted(shown)
        assert_two_people(intake, household)


def tasks_of(intake: Intake, household: str) -> Counter[str]:
    waiting = tasks(intake, asked="?limit=200")
    return Counter(one["kind"] for one in waiting if one["household"] == household and one["kind"] != "file_number")


def wanted(shown: dict[str, Any]) -> Counter[str]:
    """By the state alone."""
    recheck, signature = shown["recheck"], shown["second_signature"]
    decided = "recheck_signature" if signature else "recheck"
    waits = [decided] if recheck is not None and recheck["reported"] else []
    if shown["consent"]["missing"]:
        waits.append("consent")  # who joined is of age, and has not signed
    return Counter({"change": len(shown["changes_waiting"])} if shown["changes_waiting"] else {}) + Counter(waits)


def assert_two_people(intake: Intake, household: str) -> None:
    """What is told outside of account and members was proposed by one and approved by another, in this order."""
    query = "SELECT split_part(type, '.', -2), body FROM events WHERE subject = %s ORDER BY position"
    proposed, approved = dict[str, str](), set[str]()
    for name, body in intake.rows(query, household):
        recorded = intake.service.store.codec.decode(body)
        event, actor = recorded.event, recorded.envelope.actor
        if name == "ChangeProposed":
            proposed[event.change] = actor
        elif name == "ChangeDecided" and event.decision == "approve":
            assert actor != proposed[event.change]
            approved.add(event.change)
        elif name == "FileChanged" and event.kind not in ("phone", "address"):
            assert event.change in approved
            approved.remove(event.change)
