"""The days of a demo: people work until nothing lies on a desk, then business time moves to what comes next."""

from collections.abc import Callable

from lab.demo.clock_steps import settle, step
from lab.demo.people.applicants import hang_sheets, object_to_notices, send_papers, take_sheets_down, withdraw
from lab.demo.people.approvers import approve_plans
from lab.demo.people.file_keepers import decide_changes, decide_rechecks, look_again, propose_changes
from lab.demo.people.finance import bring_results, close_batches
from lab.demo.people.helpers import name_helpers, withdraw_held
from lab.demo.people.movers import move_files
from lab.demo.people.outsiders import report_late
from lab.demo.people.paper_bearers import bring_papers, read_papers
from lab.demo.people.reviewers import (
    answer_objections,
    confirm_exits,
    record_file_numbers,
    review,
    settle_blocked,
    sign_second,
)
from lab.demo.people.sheet_bearers import carry_sheets
from lab.demo.people.supervisors import ask_where_it_stands, read_what_was_written, share_out_tasks
from lab.demo.people.visitors import find_difficulty, visit
from lab.demo.world import World

DESKS: tuple[Callable[[World], int], ...] = (
    withdraw,
    hang_sheets,
    object_to_notices,
    answer_objections,
    take_sheets_down,
    send_papers,
    bring_papers,
    read_papers,
    review,
    sign_second,
    ask_where_it_stands,
    settle_blocked,
    share_out_tasks,
    record_file_numbers,
    name_helpers,
    approve_plans,
    withdraw_held,
    close_batches,
    bring_results,
    report_late,
    propose_changes,
    decide_changes,
    decide_rechecks,
    look_again,
    read_what_was_written,
    move_files,
    visit,
    find_difficulty,
    confirm_exits,
)
IN_SOME_SCENARIOS: tuple[Callable[[World], int], ...] = (carry_sheets,)
"""Desks that have work only among agencies that are so."""
ROUNDS_MAX = 400


class NeverDone(Exception):
    """The people work on and on: some desk finds the same work again and again."""


def walk(world: World) -> None:
    """Until no household waits for anything. Raises `NeverDone`, `NeverQuiet`."""
    for _ in range(ROUNDS_MAX):
        settle(world)
        if sum(work_at(desk, world) for desk in (*DESKS, *IN_SOME_SCENARIOS)) == 0 and not step(world):
            return
    raise NeverDone(f"people were still at work after {ROUNDS_MAX} rounds")


def work_at(desk: Callable[[World], int], world: World) -> int:
    """What one desk has done is told at the end: a path that nobody took proves nothing."""
    done = desk(world)
    world.tally.worked[desk.__name__] += done
    return done
