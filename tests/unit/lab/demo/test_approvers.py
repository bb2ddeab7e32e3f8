"""Whom a demo's reviewer proposes aid for: those who wished for it, as far as they are in the file."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from agencies.population import generate
from agencies.roster import SAMPLE_DAY
from lab.demo.book import Book
from lab.demo.people import approvers, duties

CLERK = duties.clerk("44/4405")
PEOPLE = generate(60, 1, SAMPLE_DAY)
STUDENT = next(
    one
    for one in PEOPLE.households
    if one.expected.aid is not None and one.expected.aid.kind == "tuition_aid" and one.expected.overlap is None
)
PLAN = {"version": 3, "measures": [{"id": "tuition_aid", "aid_kind": "tuition_aid"}]}


class Office:
    """Answers what a reviewer reads, keeps what they send."""

    def __init__(self, in_the_file: list[str], chosen_before: tuple[str, ...] = ()) -> None:
        self.in_the_file, self.chosen_before = in_the_file, list(chosen_before)
        self.sent: list[tuple[str, Any]] = []

    def get(self, service: str, path: str, caller: Any) -> Any:
        if service == "intake":
            return {"members": [{"token": token} for token in self.in_the_file]}
        return {**PLAN, "chosen_before": self.chosen_before}

    def post(self, service: str, path: str, caller: Any, body: Any, seen: int | None = None) -> None:
        self.sent.append((path.rpartition("/")[2], body))


@pytest.mark.parametrize(
    ("dropped", "before", "aid"), [(False, (), ["tuition_aid"]), (True, (), []), (False, ("tuition_aid",), [])]
)
def test_nobody_proposes_aid_for_who_is_not_in_the_file_nor_again_for_a_plan_drafted_anew(
    dropped: bool, before: tuple[str, ...], aid: list[str]
) -> None:
    assert STUDENT.expected.aid is not None
    tokens = [f"p{place}" for place in range(len(STUDENT.body["members"]))]
    wished = {tokens[place] for place in STUDENT.expected.aid.beneficiaries}
    office = Office([token for token in tokens if not (dropped and token in wished)], before)
    book = Book(PEOPLE)
    book.enter(STUDENT.number, "h1", CLERK)
    book.members["h1"] = tokens
    book.funds["44/4405"] = "fund"
    world: Any = SimpleNamespace(portal=office, post=office.post, book=book, today=date(2026, 11, 2))
    approvers.approve(world, {"household": "h1", "org_path": STUDENT.union}, "tuition_aid")
    ((what, body),) = office.sent
    assert (what, [each["measure"] for each in body["aid"]]) == ("approval", aid)


def test_a_file_that_must_not_be_open_gets_nothing_and_ends_no_demo() -> None:
    """FAULTS C1."""
    unfit = next(one for one in PEOPLE.households if one.label == "ineligible")
    office, book = Office(["p0"]), Book(PEOPLE)
    book.enter(unfit.number, "h1", CLERK)
    book.funds["44/4405"] = "fund"
    world: Any = SimpleNamespace(portal=office, post=office.post, book=book, today=date(2026, 11, 2))
    approvers.approve(world, {"household": "h1", "org_path": unfit.union}, "tuition_aid")
    assert [body["aid"] for _, body in office.sent] == [[]]


def test_a_plan_whose_approval_was_refused_keeps_no_demo_at_work() -> None:
    """It stays drafted, and nobody tries again."""
    told = list[int]()
    world: Any = SimpleNamespace(
        list=lambda *_, **__: [{"household": "h1", "org_path": STUDENT.union}],
        book=Book(PEOPLE),
        together=lambda _, pieces: 0,
        tally=SimpleNamespace(add=lambda _, count: told.append(count)),
    )
    assert (approvers.approve_plans(world), told) == (0, [0])
