"""The parked messages of a store, on memory and on PostgreSQL."""

from typing import Any

import pytest

from tests.support.messages import SOURCE, SUBJECTS, messages
from tests.support.parked import due_now, parked, tries

FIRST, SECOND = SUBJECTS[:2]
SAID = messages((FIRST, "a"), (SECOND, "b"), (FIRST, "c"))


@pytest.fixture
def holding(store: Any) -> Any:
    """The store with three parked messages of two subjects, and one of another subscription."""
    with store.transaction() as transaction:
        for message in SAID:
            transaction.park("noting", message, "no")
        transaction.park("other", SAID[0], "no")
    return store


def asked(store: Any, name: str, *given: Any) -> Any:
    with store.transaction() as transaction:
        return getattr(transaction.parked, name)("noting", SOURCE, *given)


def test_the_first_parked_message_of_each_subject_is_due_at_once(holding: Any) -> None:
    assert asked(holding, "due") == [(0, 10), (0, 20)]


def test_a_parked_message_put_off_waits_and_holds_back_those_behind_it(holding: Any) -> None:
    asked(holding, "put_off", 10, "still no")
    assert asked(holding, "due") == [(0, 20)]
    assert [reason for position, _, reason, _ in parked(holding) if position == 10] == ["still no", "no"]
    due_now(holding)
    assert asked(holding, "due") == [(0, 10), (0, 20)]


def test_each_failure_counts_as_an_attempt_of_that_message_alone(holding: Any) -> None:
    for _ in range(3):
        asked(holding, "put_off", 20, "no")
    assert sorted(tries(holding)) == [(0, False), (0, False), (0, False), (3, True)]


def test_a_parked_message_that_was_taken_is_gone_and_the_next_of_its_subject_is_due(holding: Any) -> None:
    assert asked(holding, "take", 10) == SAID[0]
    assert asked(holding, "take", 10) is None
    assert asked(holding, "due") == [(0, 20), (0, 30)]
    assert [position for position, *_ in parked(holding)] == [20, 30, 10], "another subscription's 10 stays"


def test_a_parked_message_that_a_failing_transaction_took_is_still_there(holding: Any) -> None:
    def breaks_off() -> None:
        with holding.transaction() as transaction:
            transaction.parked.take("noting", SOURCE, 10)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        breaks_off()
    assert asked(holding, "due") == [(0, 10), (0, 20)]


@pytest.mark.parametrize("others", [0, 99, 100, 101])
def test_a_subject_is_known_to_be_parked_among_few_and_among_many(store: Any, others: int) -> None:
    with store.transaction() as transaction:
        for message in messages(*((f"other-{number:03}", "x") for number in range(others)), (FIRST, "a")):
            transaction.park("noting", message, "no")
    with store.transaction() as transaction:
        transaction.mark("noting", SOURCE, 0)
        asked_for = {FIRST, SECOND, "other-000"}
        assert transaction.parked_subjects("noting", SOURCE, asked_for) == {FIRST} | (
            {"other-000"} if others else set()
        )
        assert transaction.parked_subjects("other", SOURCE, asked_for) == set()
