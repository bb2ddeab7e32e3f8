"""Acting: the context in which a use case records events, and the unit of work that it comes to; alike in all services.

One trace rule: an event carries the span of the flow that records it, which is a child of its cause's. Whoever begins
the flow knows the cause: HTTP the caller's request, a subscription the message, a timer the story that it wakes.
"""

import json
from collections.abc import Sequence
from typing import Any

from chassis import trace, unit_of_work
from chassis.codec import Recorded
from chassis.envelope import Context
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.ids import uuid7
from chassis.resources import Resources
from chassis.store import Loaded, NewDelivery, NewTimer, Timer, Unit
from chassis.unit_of_work import Change


def by_person(resources: Resources, principal: Principal) -> Context:
    """A person's command begins a story."""
    return begun_by(resources, principal.subject)


def by_system(resources: Resources) -> Context:
    """So does what a service does of itself."""
    return begun_by(resources, _system(resources))


def begun_by(resources: Resources, actor: str, story: str = "") -> Context:
    """`story` names it (the correlation of all that follows); a new one unless given."""
    return Context(actor=actor, at=resources.clock.now(), correlation=story or uuid7(), traceparent=trace.header())


def because_of(resources: Resources, cause: Recorded[Any]) -> Context:
    """What follows from an event, a foreign one or the last of the stream that is acted on, goes on with its story."""
    return Context(
        actor=_system(resources),
        at=resources.clock.now(),
        correlation=cause.envelope.correlationid,
        causation=cause.envelope.id,
        traceparent=trace.header(),
    )


def by_timer(resources: Resources, timer: Timer, woken: Loaded[Any]) -> Context:
    """A timer goes on with the story of the stream that it wakes, and in its trace; without one it begins its own."""
    if not woken.recorded:
        return begun_by(resources, _system(resources), timer.id)
    last = woken.recorded[-1]
    trace.start(last.envelope.traceparent)
    return because_of(resources, last)


def unit_of_command(
    resources: Resources,
    call: Call,
    changes: Sequence[Change],
    response: bytes,
    timers: Sequence[NewTimer] = (),
) -> Unit:
    """What a person's command comes to; `response` is kept with it, as the answer to each retry."""
    context = by_person(resources, call.principal)
    return unit_of_work.unit(resources.codec, context, changes, timers=timers, key=call.key, response=response)


def unit_of_effect(
    resources: Resources,
    context: Context,
    changes: Sequence[Change],
    timers: Sequence[NewTimer] = (),
    deliveries: Sequence[NewDelivery] = (),
) -> Unit | None:
    """What follows from a message or a timer; None when nothing happened."""
    happened = [change for change in changes if change.events]
    if not happened:
        return None
    return unit_of_work.unit(resources.codec, context, happened, timers=timers, deliveries=deliveries)


def response_of(**answer: Any) -> bytes:
    """A command's answer as the bytes that are stored with it."""
    return json.dumps(answer, ensure_ascii=False).encode()


def _system(resources: Resources) -> str:
    return f"system:{resources.settings.service}"
