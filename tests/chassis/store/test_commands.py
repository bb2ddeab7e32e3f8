"""Carrying out commands: again when a stream moved on, once for one idempotency key."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from chassis.commands import Contended, KeyReused, guarded, through_lane
from chassis.group_commit import Lane
from chassis.message import Mark
from chassis.request_key import RequestKey
from chassis.store import Unit
from kernel.errors import DomainError
from tests.support.events import noted, texts
from tests.support.positions import head

KEY = RequestKey("clerk|POST /v1/things|key-1", "hash")
Carry = Callable[..., bytes]


@pytest.fixture(params=["through the lane", "guarded"])
def carry_out(request: pytest.FixtureRequest, store: Any) -> Iterator[Carry]:
    """`carry_out(build, key)`: both ways of carrying out a command keep the same promises."""
    lane = Lane(store)
    lane.start()
    if request.param == "guarded":
        yield lambda build, key=None: guarded(store, key, build)
    else:
        yield lambda build, key=None: through_lane(store, lane, key, build)
    lane.stop()


def adding(store: Any, text: str, key: RequestKey | None = None) -> Callable[[Any], Unit]:
    def build(transaction: Any) -> Unit:
        version = len(transaction.load("h1"))
        return noted(store.codec, "h1", version, text, key=key, response=f"{text} {version + 1}".encode())

    return build


def intruding(store: Any, times: int) -> Callable[[Any], Unit]:
    """Between load and append of the first `times` attempts another writer moves the stream on."""
    left = iter(range(times))

    def build(transaction: Any) -> Unit:
        made = adding(store, "mine")(transaction)
        if next(left, None) is not None:
            with store.transaction() as other:
                other.append([adding(store, "theirs")(other)])
        return made

    return build


def history(store: Any) -> list[str]:
    with store.transaction() as transaction:
        return texts(transaction.load("h1"))


def test_the_response_is_that_of_the_unit_which_was_appended(store: Any, carry_out: Carry) -> None:
    assert carry_out(intruding(store, 3)) == b"mine 4"
    assert history(store) == ["theirs"] * 3 + ["mine"]


def test_a_stream_that_keeps_moving_is_given_up_after_three_more_tries(store: Any, carry_out: Carry) -> None:
    with pytest.raises(Contended):
        carry_out(intruding(store, 9))
    assert history(store) == ["theirs"] * 4


def test_a_refused_command_writes_nothing(store: Any, carry_out: Carry) -> None:
    def refuse(transaction: Any) -> Unit:
        raise DomainError("file_closed")

    with pytest.raises(DomainError, match="file_closed"):
        carry_out(refuse, KEY)
    assert (head(store), store.answer(KEY.scope)) == (0, None)


def test_twins_with_one_key_are_carried_out_once_and_get_one_answer(store: Any, carry_out: Carry) -> None:
    with ThreadPoolExecutor(8) as pool:
        twins = [pool.submit(carry_out, adding(store, "once", KEY), KEY) for _ in range(8)]
    assert [twin.result() for twin in twins] == [b"once 1"] * 8
    assert history(store) == ["once"]


def test_a_twin_whose_repeat_is_refused_gets_the_first_answer(store: Any, carry_out: Carry) -> None:
    def only_once(transaction: Any) -> Unit:
        with store.transaction() as twin:
            twin.append([adding(store, "first", KEY)(twin)])
        raise DomainError("already_there")

    assert carry_out(only_once, KEY) == b"first 1"


def test_another_body_under_the_same_key_is_refused(store: Any, carry_out: Carry) -> None:
    other = RequestKey(KEY.scope, "other hash")
    carry_out(adding(store, "once", KEY), KEY)
    with pytest.raises(KeyReused):
        carry_out(adding(store, "twice", other), other)
    assert history(store) == ["once"]


def test_a_guarded_command_that_lost_leaves_its_guards_as_they_were(store: Any) -> None:
    moves = iter([Mark(1), Mark(2)])
    seen: list[Mark] = []

    def build(transaction: Any) -> Unit:
        seen.append(transaction.mark("guard", "intake", 0))
        transaction.move("guard", "intake", 0, next(moves))
        return intruder(transaction)

    intruder = intruding(store, 1)
    assert guarded(store, None, build) == b"mine 2"
    assert seen == [Mark(), Mark()]
    with store.transaction() as transaction:
        assert transaction.mark("guard", "intake", 0) == Mark(2)
