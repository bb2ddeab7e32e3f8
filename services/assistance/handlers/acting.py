"""How every use case writes: the context of a person's command or a message, the streams, the unit."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from chassis import trace
from chassis.codec import Recorded
from chassis.envelope import Context
from chassis.http.principal import Principal
from chassis.ids import uuid7
from chassis.resources import Resources
from chassis.store import Decider, Loaded, NewTimer, Timer, Unit, fold
from chassis.writing import Change, unit
from kernel.calendar import business_date
from services.assistance.domain.act import ACT
from services.assistance.domain.batch import BATCH
from services.assistance.domain.fund import FUND
from services.assistance.domain.plan import PLAN
from services.assistance.domain.referral import REFERRAL

DECIDERS: dict[str, Decider] = {"plan": PLAN, "act": ACT, "fund": FUND, "batch": BATCH, "referral": REFERRAL}


def stream(aggregate: str, id: str) -> str:
    return f"{aggregate}-{id}"


def load(transaction: Any, aggregate: str, id: str) -> Loaded:
    return fold(DECIDERS[aggregate], transaction.load(stream(aggregate, id)))


def change(aggregate: str, id: str, loaded: Loaded, subject: str, events: Sequence[object]) -> Change:
    return Change(stream(aggregate, id), loaded.version, subject, events)


def written(
    here: Resources, context: Context, changes: Sequence[Change], timers: Sequence[NewTimer] = ()
) -> Unit | None:
    """The unit of a message or a timer; None when nothing happened."""
    happened = [one for one in changes if one.events]
    return unit(here.codec, context, happened, timers=timers) if happened else None


def said(**answer: Any) -> bytes:
    """A command's answer as the bytes that are stored with it."""
    return json.dumps(answer, ensure_ascii=False).encode()


def today(here: Resources) -> date:
    return business_date(here.clock.now())


def by_person(here: Resources, principal: Principal) -> Context:
    """A person's command begins a story."""
    return Context(actor=principal.subject, at=here.clock.now(), correlation=uuid7(), traceparent=trace.header())


def because_of(here: Resources, recorded: Recorded) -> Context:
    """What follows from a foreign fact goes on with its story."""
    return Context(
        actor="system:assistance",
        at=here.clock.now(),
        correlation=recorded.envelope.correlationid,
        causation=recorded.envelope.id,
        traceparent=recorded.envelope.traceparent,
    )


def by_timer(here: Resources, timer: Timer, loaded: Loaded) -> Context:
    """A timer goes on with the story of the stream that it wakes."""
    last = loaded.recorded[-1].envelope if loaded.recorded else None
    return Context(
        actor="system:assistance",
        at=here.clock.now(),
        correlation=last.correlationid if last else timer.id,
        causation=last.id if last else None,
        traceparent=trace.header(),
    )
