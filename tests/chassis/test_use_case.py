"""One way to act: who is the actor, whose story and whose trace goes on, and what unit of work it comes to."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from chassis import trace, use_case
from chassis.clock import Clock
from chassis.codec import Codec, Recorded
from chassis.envelope import Context
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.reactions import Reaction
from chassis.request_key import RequestKey
from chassis.resources import Resources
from chassis.store import Loaded, NewTimer, Timer
from chassis.store.postgres import PostgresStore
from chassis.timers import step
from chassis.unit_of_work import Change
from tests.support.events import NOON, Noted, codec, noted, stored

CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
TRACE = "0af7651916cd43dd8448eb211c80319c"
CLERK = Principal("clerk", "44/4405", frozenset({"reviewer"}))
CALL = Call(CLERK, RequestKey("scope", "hash"))
TIMER = Timer("t-1", NOON, "wake", "h1", {})


class Noon:
    def now(self) -> datetime:
        return NOON


def resources(own: Codec | None = None, clock: Clock | None = None) -> Resources:
    unused: Any = None
    settings: Any = SimpleNamespace(service="intake")
    return Resources(settings, unused, own or codec(), unused, unused, clock or Noon())


def recorded(traceparent: str | None = CALLER) -> Recorded[Noted]:
    return stored(Noted(text="a"), traceparent=traceparent)


def spans(context: Context) -> tuple[str, str]:
    found = trace.parse(context.traceparent)
    assert found is not None
    return found.trace_id, found.span_id


class TestContexts:
    def test_a_person_begins_a_story_in_the_span_of_the_request(self) -> None:
        with trace.use(trace.parse(CALLER)) as request:
            context = use_case.by_person(resources(), CLERK)
        assert (context.actor, context.at, context.causation) == ("clerk", NOON, None)
        assert len(context.correlation) == 36
        assert spans(context) == (TRACE, request.span_id)

    def test_what_follows_from_a_message_goes_on_with_its_story_in_a_child_of_its_span(self) -> None:
        cause = recorded()
        with trace.following(cause.envelope.traceparent):
            context = use_case.because_of(resources(), cause)
            again = use_case.because_of(resources(), cause)
        assert (context.actor, context.correlation, context.causation) == ("system:intake", "story", "e-1")
        assert spans(context)[0] == TRACE
        assert spans(context)[1] != "b7ad6b7169203331"
        assert again == context

    def test_a_timer_goes_on_with_the_story_and_in_the_trace_of_what_it_wakes(self) -> None:
        with trace.following(None):
            context = use_case.by_timer(resources(), TIMER, Loaded(0, 1, [recorded(None), recorded()]))
        assert (context.actor, context.correlation, context.causation) == ("system:intake", "story", "e-1")
        assert spans(context)[0] == TRACE
        assert spans(context)[1] != "b7ad6b7169203331"

    def test_a_timer_that_wakes_nothing_yet_begins_a_story_of_its_own_name(self) -> None:
        with trace.following(None):
            context = use_case.by_timer(resources(), TIMER, Loaded(0, 0))
        assert (context.actor, context.correlation, context.causation) == ("system:intake", "t-1", None)

    def test_a_story_that_somebody_begins_may_be_named(self) -> None:
        context = use_case.begun_by(resources(), "agency:tax", "report-1")
        assert (context.actor, context.correlation) == ("agency:tax", "report-1")
        assert use_case.by_system(resources()).actor == "system:intake"


class TestUnits:
    def test_a_command_keeps_its_key_and_its_answer(self) -> None:
        answer = use_case.response_of(household="h1", said="好")
        unit = use_case.unit_of_command(resources(), CALL, [Change("s-1", 0, "h1", [Noted(text="a")])], answer)
        assert (unit.key, unit.response) == (CALL.key, '{"household": "h1", "said": "好"}'.encode())
        assert [(row.stream, row.version, row.recorded.envelope.actor) for row in unit.rows] == [("s-1", 1, "clerk")]

    def test_an_effect_holds_what_happened_alone(self) -> None:
        changes = [Change("s-1", 0, "h1", []), Change("s-2", 4, "h1", [Noted(text="a")])]
        timer = NewTimer(NOON, "wake", "h1")
        unit = use_case.unit_of_effect(resources(), use_case.because_of(resources(), recorded()), changes, [timer])
        assert unit is not None
        assert ([row.stream for row in unit.rows], unit.timers, unit.key) == (["s-2"], (timer,), None)

    def test_a_decision_without_events_makes_no_unit(self) -> None:
        context = use_case.because_of(resources(), recorded())
        assert (
            use_case.unit_of_effect(resources(), context, [Change("s-1", 0, "h1", [])], [NewTimer(NOON, "w", "h")])
            is None
        )


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 11, 2, 15, 59, tzinfo=UTC), date(2026, 11, 2)),
        (datetime(2026, 11, 2, 16, 0, tzinfo=UTC), date(2026, 11, 3)),
    ],
)
def test_the_business_day_begins_at_midnight_in_china(now: datetime, day: date) -> None:
    class At:
        def now(self) -> datetime:
            return now

    assert resources(clock=At()).today() == day


def test_timers_that_ring_together_share_no_trace(postgres_store: PostgresStore) -> None:
    seen: list[str] = []

    def ring(_: Any, timer: Timer) -> None:
        seen.append(spans(use_case.by_timer(resources(), timer, Loaded(0, 0)))[0])

    timers = [NewTimer(NOON, "wake", subject) for subject in ("h1", "h2")]
    with postgres_store.transaction() as transaction:
        transaction.append([noted(postgres_store.codec, "s", 0, "a", timers=timers)])
    assert step(postgres_store, {"wake": Reaction(ring)}, NOON) == 2
    assert len(set(seen)) == 2
