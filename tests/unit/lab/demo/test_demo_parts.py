"""Small parts of a demo: terms of aid, the moving clock, the tally, the order of kills."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer

from agencies.answer_keys import DOCUMENTS
from agencies.population import generate
from agencies.roster import SAMPLE_DAY, write_roster
from chassis.clock import SystemClock, write_offset
from kernel.organisation import city_of
from lab.commands.demo import documents_named
from lab.demo.aid import months_later, terms
from lab.demo.asked import Asked
from lab.demo.book import Book
from lab.demo.clock import DemoClock
from lab.demo.demo_system import started
from lab.demo.people import duties
from lab.demo.roster import is_roster_of
from lab.demo.world import Tally, World
from machine.program import StartFailed
from portal.client import Refused
from tests.support.postgres import PostgresForTests

NOVEMBER = date(2026, 11, 10)
UNION = "44/4405/440507/longhu-dianzi"
OF_A_UNION = (
    duties.clerk,
    duties.case_worker,
    duties.first_reviewer,
    duties.second_reviewer,
    duties.plan_approver,
    duties.aid_proposer,
    duties.difficulty_finder,
    duties.exit_confirmer,
    duties.change_proposer,
    duties.change_approver,
    duties.recheck_decider,
    duties.number_recorder,
    duties.paper_reader,
    duties.auditor,
)
OF_A_FEDERATION = (duties.fund_founder, duties.batch_closer, duties.file_releaser, duties.result_booker)


def world_of(hands: ThreadPoolExecutor, pace: Callable[[], None] = lambda: None) -> World:
    """With nobody in it and nothing running."""
    people: Any = None
    return World(people, Book(generate(0, 1, SAMPLE_DAY)), people, people, people, hands, Tally(), pace=pace)


@pytest.mark.parametrize(
    ("kind", "first", "last", "amount"),
    [
        ("tuition_aid", "2026-09-01", "2027-08-31", "3000.00"),
        ("living_subsidy", "2026-11-01", "2027-01-31", "600.00"),
        ("warmth_grant", "2026-11-01", "2026-11-30", "500.00"),
    ],
)
def test_aid_is_for_a_school_year_a_quarter_or_the_month(kind: str, first: str, last: str, amount: str) -> None:
    assert terms(kind, NOVEMBER) == {"amount": amount, "first": first, "last": last}


def test_months_are_counted_over_the_turn_of_the_year() -> None:
    assert [months_later(NOVEMBER, count) for count in (0, 1, 2)] == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]


def test_business_time_steps_forward_and_never_back(tmp_path: Path) -> None:
    write_offset(tmp_path / "offset", 0)
    clock = DemoClock(tmp_path / "offset")
    later = SystemClock().now() + timedelta(days=30)
    clock.step_to(later)
    assert later <= clock.now() < later + timedelta(minutes=5)
    clock.step_to(later - timedelta(days=10))
    assert clock.now() >= later


def test_a_book_lets_each_thing_be_done_once() -> None:
    book = Book(generate(3, 1, SAMPLE_DAY))
    assert [book.first_time("number", "h"), book.first_time("number", "h"), book.did("number", "h")] == [
        True,
        False,
        True,
    ]
    book.enter("00002", "h2", duties.clerk(UNION))
    assert [household.number for household in book.not_entered()] == ["00001", "00003"]
    assert book.of("h9") is None


def test_a_work_list_is_fetched_again_only_when_somebody_did_something() -> None:
    class Desks:
        fetched = 0

        def items(self, *_: object, **query: str) -> list[str]:
            self.fetched += 1
            return [f"{query['status']} {self.fetched}"]

        def post(self, *_: object) -> None:
            raise Refused(409, {"code": "gone"})

    desks: Any = Desks()
    with ThreadPoolExecutor(1) as hands:
        nobody: Any = None
        world = World(generate(1, 1, SAMPLE_DAY), nobody, desks, nobody, nobody, hands, Tally())
        seen = [world.list("intake", "/v1/households", status=status) for status in ("open", "blocked", "open")]
        with pytest.raises(Refused):
            world.post("intake", "/v1/households/h/decision", nobody, {})
        seen.append(world.list("intake", "/v1/households", status="open"))
    assert seen == [["open 1"], ["blocked 2"], ["open 1"], ["open 3"]]


def test_everybody_asks_before_each_piece_of_work_and_a_failure_is_raised_at_the_end() -> None:
    done: list[int] = []
    asked: list[int] = []

    def work(piece: int) -> None:
        done.append(piece)
        if piece == 1:
            raise ValueError("piece 1")

    with ThreadPoolExecutor(1) as hands:
        world = world_of(hands, pace=lambda: asked.append(len(done)))
        with pytest.raises(ValueError, match="piece 1"):
            world.together(work, [0, 1, 2, 3])
    assert (done, asked) == ([0, 1, 2, 3], [0, 1, 2, 3])


def test_what_a_service_refuses_is_told_of_its_household_and_the_others_go_on() -> None:
    """FAULTS C1: a refusal ends no demo, and the very same is not tried for ever."""
    done: list[str] = []

    def work(item: dict[str, Any]) -> None:
        done.append(item["household"])
        if item["household"] == "h1":
            raise Refused(409, {"code": "not_under_review"})

    with ThreadPoolExecutor(1) as hands:
        world = world_of(hands)
        items = [{"household": name, "version": 1} for name in ("h1", "h2")]
        assert world.together(work, items) == 2
        assert world.together(work, [items[0]]) == 0
        assert world.together(work, [items[0] | {"version": 2}]) == 1
    assert done == ["h1", "h2", "h1"]
    assert world.book.refusals_about("h1") == ["409 not_under_review", "409 not_under_review"]
    assert world.book.refusals_about("h2") == []


def test_a_demo_walks_the_places_of_all_documents_or_of_one() -> None:
    assert documents_named("all") == DOCUMENTS == Asked(60, 1).documents
    assert documents_named("baisha-2020") == ("baisha-2020",)
    with pytest.raises(typer.Exit):
        documents_named("beijing-2021")


def test_nobody_plays_two_parts_that_must_be_apart() -> None:
    """FAULTS A2: each part in a household's way has a person of its own."""
    of_union = [part(UNION) for part in OF_A_UNION]
    of_federation = [part(city_of(UNION)) for part in OF_A_FEDERATION]
    subjects = [caller.subject for caller in (*of_union, *of_federation)]
    assert len(set(subjects)) == len(subjects)


def test_a_roster_is_recognised_as_that_of_its_population(tmp_path: Path) -> None:
    population, other = generate(20, 1, SAMPLE_DAY), generate(20, 2, SAMPLE_DAY)
    write_roster(population, tmp_path / "roster.xlsx")
    assert is_roster_of(population, tmp_path / "roster.xlsx")
    assert not is_roster_of(other, tmp_path / "roster.xlsx")


def test_a_demo_leaves_a_server_alone_on_which_an_installation_lives(
    postgres: PostgresForTests, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres.admin_url)
    people = generate(5, 1, SAMPLE_DAY)
    with (
        pytest.raises(StartFailed, match="holds databases of Jiekun"),
        started(Asked(5, 1), (), tmp_path, people, lambda sentence: None),
    ):
        pass
    assert list(tmp_path.iterdir()) == []
