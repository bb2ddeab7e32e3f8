"""ParameterSet comes in: verification keeps its own copy of the law's parameters, to ask by the terms of the place."""

from chassis.codec import Recorded
from chassis.resources import Resources
from chassis.store import Transaction, Unit
from chassis.unit_of_work import Change
from chassis.use_case import because_of, unit_of_effect
from contracts.intake import ParameterSet
from services.verification.domain.events import ParameterRecorded


def on_parameter_set(resources: Resources, transaction: Transaction, recorded: Recorded[ParameterSet]) -> Unit | None:
    """The copy stands in a stream of the subject's name, as the original does."""
    parameter, envelope = recorded.event, recorded.envelope
    copy = ParameterRecorded(
        name=parameter.name,
        region=parameter.region,
        first_day=parameter.first_day,
        known_since=envelope.time,
        value=parameter.value,
    )
    stream = envelope.subject
    change = Change(stream, len(transaction.load(stream)), envelope.subject, [copy])
    return unit_of_effect(resources, because_of(resources, recorded), [change])
