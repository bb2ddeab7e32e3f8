"""Whatever agencies send, in whatever order: each item ends in one way, nothing counts twice, no silence says anything,
what counts can be proven, and after a withdrawal nothing counts.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.simulation.exchange.mutants import MUTANTS
from tests.simulation.exchange.play import LENGTH, failure, play, simulate, tape_of
from tests.simulation.exchange.town import Town
from tests.simulation.mutants import Mutant

STEPS = 10_000
LONG = 50_000
CAUGHT_WITHIN = 100

SEEN = {
    "an agency is down": "unreachable_connect",
    "an agency takes a question and is not heard": "unreachable_read",
    "an agency says 200 and an error": "refused_200",
    "the breaker is open": "breaker_open",
    "a key is changed": "has another key",
    "a key of before": "key of before",
    "one page of several": "one page of several",
    "another household's page": "of another household",
    "half a letter": "half of it",
    "a forger": "another's key",
    "a clock from tomorrow": "from the future",
    "another question": "to another question",
    "a household is erased": "is erased",
    "a file moves": "HouseholdMoved",
    "an answer is corrected": "AnswerCorrected",
    "an answer is taken back": "AnswerWithdrawn",
    "what came elsewhere takes its place": "AnswerReplaced",
    "what is older does not": "answer_superseded",
    "a place's own office is asked": "sent to tax-530102",
    "a late answer": "AnswerCameLate",
    "a contradiction": "AnswerContradicted",
    "an answer after the withdrawal": "AnswerQuarantined",
    "an agency declines": "AgencyDeclined",
    "an agency pushes": "AgencyPushed",
    "an inquiry is stopped": "InquiryStopped",
}


def steps(first: int, wanted: int) -> Iterator[Town]:
    done = 0
    for town in play(count(first)):
        yield town
        done += town.steps
        if done >= wanted:
            return


def test_ten_thousand_steps_break_nothing_and_hold_what_they_are_for() -> None:
    seen: Counter[str] = Counter()
    complete = 0
    for town in steps(0, STEPS):
        story = "\n".join(town.story)
        seen.update(name for name, words in SEEN.items() if words in story)
        complete += sum(case.reported is not None and case.reported.complete for case in town.cases.values())
    assert {name for name in SEEN if seen[name] < 3} == set()
    assert complete > 20


@pytest.mark.long
@pytest.mark.timeout(900)
def test_fifty_thousand_steps_break_nothing() -> None:
    assert sum(town.steps for town in steps(1_000, LONG)) >= LONG


@given(st.binary(min_size=LENGTH // 4, max_size=LENGTH))
@settings(max_examples=15)
def test_schedules_that_hypothesis_thinks_of_break_nothing(tape: bytes) -> None:
    assert all(case.over for case in simulate(tape).cases.values())


def test_a_seed_is_the_same_events_every_time() -> None:
    first, again = ([simulate(tape_of(seed)).stored() for seed in range(4)] for _ in range(2))
    assert first == again
    assert first[0] != first[1]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_planted_bug_is_caught(mutant: Mutant) -> None:
    with mutant.planted():
        caught = next((seed for seed in range(CAUGHT_WITHIN) if failure(tape_of(seed)) is not None), None)
    assert caught is not None, f"{CAUGHT_WITHIN} schedules did not find it"


def test_a_schedule_that_fails_is_told_by_its_seed_and_in_its_simplest_form() -> None:
    (mutant,) = [one for one in MUTANTS if one.name == "an answer counts after the consent ended"]
    with mutant.planted():
        seed = next(seed for seed in range(CAUGHT_WITHIN) if failure(tape_of(seed)))
        with pytest.raises(AssertionError, match=f"seed {seed}: simulate\\(bytes.fromhex") as told:
            list(play([seed]))
    simple = bytes.fromhex(str(told.value).split("'")[1])
    assert len(simple) < LENGTH // 2
    assert failure(simple) is None
