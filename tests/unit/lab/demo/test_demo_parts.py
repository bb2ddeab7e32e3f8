"""Small parts of a demo: terms of aid, the moving clock, the tally, the order of kills."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from agencies.population import generate
from agencies.roster import SAMPLE_DAY, write_roster
from chassis.clock import SystemClock, write_offset
from lab.demo.aid import months_later, terms
from lab.demo.asked import Asked
from lab.demo.book import Book
from lab.demo.clock import DemoClock
from lab.demo.demo_system import started
from lab.demo.roster import is_roster_of
from lab.demo.world import Tally, World
from machine.program import StartFailed
from tests.support.postgres import PostgresForTests

NOVEMBER = date(2026, 11, 10)


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
    book.enter("00002", "h2")
    assert [household.number for household in book.not_entered()] == ["00001", "00003"]
    assert book.of("h9") is None


def test_everybody_asks_before_each_piece_of_work_and_a_failure_is_raised_at_the_end() -> None:
    done: list[int] = []
    asked: list[int] = []

    def work(piece: int) -> None:
        done.append(piece)
        if piece == 1:
            raise ValueError("piece 1")

    with ThreadPoolExecutor(1) as hands:
        world = World(*[None] * 5, hands, Tally(), pace=lambda: asked.append(len(done)))  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="piece 1"):
            world.together(work, [0, 1, 2, 3])
    assert (done, asked) == ([0, 1, 2, 3], [0, 1, 2, 3])


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
