"""Whatever changes in open files, in whatever order: what is kept beside the events is what they tell, from zero."""

import itertools
from datetime import datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel.calendar import CHINA_STANDARD_TIME
from tests.integration.intake.applications import member, report
from tests.integration.intake.conftest import UNION, Intake
from tests.integration.intake.test_changes import decide, holds, keep, propose
from tests.integration.intake.test_moves import BESIDE, CITY, offer, sees
from tests.integration.intake.test_moves import decide as decide_move
from tests.integration.intake.test_one_open_file_per_person import NOTICE_OVER, member_tokens, on_notice

ELSEWHERE = "44/4405/440511/jinping-fangzhi"
"""Of another county, under the same document and other parameters."""
PERSONS = itertools.count(100)
BEGIN = datetime(2026, 11, 2, 10, tzinfo=CHINA_STANDARD_TIME)

MOVES = st.one_of(
    st.tuples(st.just("phone"), st.sampled_from(["19900000001", "19900000002"])),
    st.tuples(st.just("account"), st.sampled_from(["9999990000000001", "9999990000000002"])),
    st.tuples(st.just("income"), st.sampled_from(["1.00", "900.00"])),
    st.tuples(st.just("member_joined"), st.integers(41, 43)),
    st.tuples(st.sampled_from(["member_left", "member_died"]), st.integers(0, 3)),
    st.tuples(st.sampled_from(["approve", "decline"]), st.integers(0, 3)),
    st.tuples(st.sampled_from(["report", "keep"]), st.none()),
    st.tuples(st.sampled_from(["move", "moved"]), st.sampled_from([UNION, BESIDE, ELSEWHERE])),
    st.tuples(st.sampled_from(["take", "decline_move", "withdraw"]), st.none()),
    st.tuples(st.just("close"), st.none()),
)
"""What somebody tries: a change with its value or member's place, a decision about a waiting one, a re-check's end,
a move with its end or none yet, a closing that waits for its signature."""


@settings(max_examples=16, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 1), MOVES), min_size=4, max_size=18))
def test_any_history_of_changes_folds_to_the_rows_that_are_kept(
    intake: Intake, moves: list[tuple[int, tuple[str, Any]]]
) -> None:
    """Two files that share who may join them, seen from the city; refusals are part of it."""
    intake.set_clock(BEGIN)
    intake.org_path = CITY
    files = [on_notice(intake, next(PERSONS)), on_notice(intake, next(PERSONS))]
    intake.move_to(NOTICE_OVER)
    for place, (move, value) in moves:
        _try(intake, files[place], move, value)
    holds(intake)
    held = intake.claims()
    shown = {token: household for household in files for token in member_tokens(intake, household)}
    assert {person: household for person, household in held.items() if household in files} == shown
    for household in files:
        (kept_by,) = (row for (row,) in intake.rows("SELECT org_path FROM households WHERE household = %s", household))
        assert {at for at in (UNION, BESIDE, ELSEWHERE) if sees(intake, household, at)} == {kept_by}
        tasks = intake.rows("SELECT DISTINCT org_path FROM tasks WHERE household = %s AND kind <> 'move'", household)
        assert tasks in ([], [(kept_by,)])
        closing = {"reason": "not_eligible", "text": "核查不符合条件"}
        intake.post(f"/v1/households/{household}/closing", closing, "reviewer")
        intake.sign(household, "closing", by="closer")


def recheck_closed(intake: Intake, household: str) -> Any:
    body = {"decision": "close", "clause": "三(一)", "reason": "核查不符合条件"}
    seen = intake.get(f"/v1/households/{household}").headers["ETag"]
    headers = intake.headers("reviewer", subject="decider", **{"If-Match": seen})
    return intake.door.post(f"/v1/households/{household}/recheck", json=body, headers=headers)


def _try(intake: Intake, household: str, move: str, value: Any) -> None:
    shown = intake.get(f"/v1/households/{household}").json()
    tokens, waiting = [member["token"] for member in shown["members"]], shown["changes_waiting"]
    person = tokens[value % len(tokens)] if move.startswith("member_") and isinstance(value, int) else tokens[-1]
    bodies: dict[str, dict[str, Any]] = {
        "phone": {"phone": value},
        "account": {"account": {"bank": "虚构银行", "number": value}},
        "income": {"person": person, "monthly_income": value},
        "member_joined": {"member": member(value if isinstance(value, int) else 41, "child")},
        "member_left": {"person": person},
        "member_died": {"person": person},
    }
    if move in bodies:
        answer = propose(intake, household, move, **bodies[move])
    elif move in ("approve", "decline"):
        if not waiting:
            return
        answer = decide(intake, household, waiting[value % len(waiting)], move, reason="核实")
    elif move == "report":
        intake.hear(household, report(round_=shown["round"]))
        return
    elif move in ("move", "moved"):
        answer = offer(intake, household, value, at=CITY)
        if move == "moved" and answer.status_code == 201:
            answer = decide_move(intake, answer.json()["move"], at=CITY)
    elif move in ("take", "decline_move", "withdraw"):
        if not shown["moving"]:
            return
        end = move.removesuffix("_move")
        answer = decide_move(intake, shown["moving"]["move"], end, at=CITY, reason="核实")
    elif move == "close":
        answer = recheck_closed(intake, household)
    else:
        answer = keep(intake, household)
    assert answer.status_code < 500, answer.text
