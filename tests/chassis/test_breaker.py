"""A breaker spares an agency that is down, and lets one call find out when it is back."""

from chassis.breaker import FAILURES_MAX, OPEN_S, PACE_S, Breaker


class Watch:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def failed(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        breaker.failed("tax")


def test_a_breaker_stays_closed_until_enough_calls_in_a_row_have_failed() -> None:
    breaker = Breaker(Watch())
    failed(breaker, FAILURES_MAX - 1)
    assert breaker.wait_s("tax") == 0
    breaker.succeeded("tax")
    failed(breaker, FAILURES_MAX - 1)
    assert breaker.wait_s("tax") == 0


def test_a_breaker_opens_for_the_agency_that_failed_and_for_no_other() -> None:
    breaker = Breaker(Watch())
    failed(breaker, FAILURES_MAX)
    assert breaker.wait_s("tax") == OPEN_S
    assert breaker.wait_s("bank") == 0


def test_half_open_lets_one_try_and_holds_the_others_back() -> None:
    watch = Watch()
    breaker = Breaker(watch)
    failed(breaker, FAILURES_MAX)
    watch.at = OPEN_S
    assert breaker.wait_s("tax") == 0
    assert breaker.wait_s("tax") == OPEN_S


def test_the_one_call_let_through_decides_whether_the_breaker_closes() -> None:
    watch = Watch()
    breaker = Breaker(watch)
    failed(breaker, FAILURES_MAX)
    watch.at = OPEN_S
    assert breaker.wait_s("tax") == 0
    breaker.failed("tax")
    assert breaker.wait_s("tax") == OPEN_S
    watch.at = 2 * OPEN_S
    assert breaker.wait_s("tax") == 0
    breaker.succeeded("tax")
    assert breaker.wait_s("tax") == 0


def calls(breaker: Breaker, most: int = 1_000) -> int:
    """How many may call now, all of which succeed."""
    made = 0
    while made < most and breaker.wait_s("tax") == 0:
        breaker.succeeded("tax")
        made += 1
    return made


def test_who_comes_back_is_asked_by_one_then_twice_as_many_each_second_until_it_is_well() -> None:
    watch = Watch()
    breaker = Breaker(watch)
    failed(breaker, FAILURES_MAX)
    watch.at = OPEN_S
    assert breaker.wait_s("tax") == 0
    assert breaker.wait_s("tax") == OPEN_S, "one tries for all"
    breaker.succeeded("tax")
    paces = []
    for _ in range(6):
        paces.append(calls(breaker))
        assert breaker.wait_s("bank") == 0
        watch.at += PACE_S
    assert paces == [2, 4, 8, 16, 32, 1_000]


def test_who_fails_while_it_recovers_is_left_alone_again_at_once() -> None:
    watch = Watch()
    breaker = Breaker(watch)
    failed(breaker, FAILURES_MAX)
    watch.at = OPEN_S
    assert breaker.wait_s("tax") == 0
    breaker.succeeded("tax")
    assert breaker.wait_s("tax") == 0
    breaker.failed("tax")
    assert breaker.wait_s("tax") == OPEN_S
