"""A month is judged as the file stood in it: with the members and the line of then."""

from collections.abc import Sequence
from datetime import date

from msgspec import structs

from policies.documents import profile as profiles
from services.assistance.domain.commands import Leaving
from services.assistance.domain.events import FileChangeRecorded, FileMoveRecorded, MonthRecorded, Payee
from services.assistance.domain.plan import PLAN, past_month
from services.assistance.domain.plan.states import Live
from services.assistance.handlers.judgement import judged
from tests.support.parameters import BOOK
from tests.unit.assistance.given import DRAFTED, TODAY, after
from tests.unit.assistance.given import FILE as NEW_FILE

FILE = structs.replace(NEW_FILE, opened_on=date(2026, 4, 30))
OPENED = [FILE, DRAFTED]
HERE, ELSEWHERE = "440507", "410203"


def changed(on: date, *members: str, kind: str = "member_died") -> FileChangeRecorded:
    payee = Payee("示例银行", "6200000000000000001")
    return FileChangeRecorded(change="c", kind=kind, on=on, members=members, account="account:1", payee=payee)


def moved(region: str, on: date | None) -> FileMoveRecorded:
    return FileMoveRecorded(move="m", org_path="x", region=region, profile="shantou-2016", moved_on=on)


def state(*happened: object) -> Live:
    live = after(PLAN, [*OPENED, *happened])
    assert isinstance(live, Live)
    return live


def months(*named: str, income: int = 0) -> Sequence[MonthRecorded]:
    return [MonthRecorded(month=one, income=income, relief=0, hardship=0, union_aid=0) for one in named]


def told(live: Live) -> Leaving:
    return judged(profiles.load("shantou-2016"), live, TODAY, lambda region: BOOK)


def test_who_went_in_a_month_was_still_in_it_and_in_those_before() -> None:
    live = state(changed(date(2026, 8, 15), "person:a"))
    assert [past_month.heads(live, month) for month in ("2026-07", "2026-08", "2026-09")] == [2, 2, 1]


def test_who_came_on_the_first_was_in_the_whole_month() -> None:
    live = state(changed(date(2026, 8, 1), "person:a", "person:b", "person:c", kind="member_joined"))
    assert [past_month.heads(live, month) for month in ("2026-07", "2026-08")] == [2, 3]


def test_a_death_that_is_told_after_a_birth_counts_from_its_own_day() -> None:
    born = changed(date(2026, 9, 5), "person:a", "person:b", "person:c", kind="member_joined")
    live = state(born, changed(date(2026, 7, 20), "person:a", "person:c"))
    assert [past_month.heads(live, month) for month in ("2026-07", "2026-08", "2026-09", "2026-10")] == [2, 1, 1, 2]


def test_a_new_telephone_makes_nobody_more() -> None:
    live = state(changed(date(2026, 8, 15), "person:a", "person:b", kind="phone"))
    assert live.follow_up.joined == ()


def test_a_month_belongs_to_the_place_in_which_it_began() -> None:
    live = state(moved(ELSEWHERE, date(2026, 8, 10)), moved("530102", date(2026, 10, 1)))
    asked = ("2026-08", "2026-09", "2026-10")
    assert [past_month.region(live, month) for month in asked] == [HERE, ELSEWHERE, "530102"]


def test_a_move_of_an_older_event_has_no_day_and_the_file_counts_as_here_all_along() -> None:
    live = state(moved(ELSEWHERE, None))
    assert past_month.region(live, "2026-05") == ELSEWHERE


def test_a_death_makes_no_earlier_month_count_towards_exit() -> None:
    """1500 yuan are below the line of two, and above that of the one who is left."""
    live = state(*months("2026-07", "2026-08", "2026-09", income=150_000), changed(date(2026, 8, 15), "person:a"))
    found = told(live).months
    assert [(one.proof.members, one.counts_for_exit) for one in found] == [(2, False), (2, False), (1, True)]


def test_each_month_is_held_against_the_line_of_where_the_file_was_then() -> None:
    live = state(*months("2026-07", "2026-08"), moved(ELSEWHERE, date(2026, 7, 20)))
    lines = [BOOK.in_force(place, date(2026, 8, 1))["dibao_line"] for place in (HERE, ELSEWHERE)]
    assert lines[0] != lines[1]
    assert [one.proof.line for one in told(live).months] == lines
