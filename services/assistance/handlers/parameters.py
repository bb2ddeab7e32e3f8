"""ParameterSet comes in: assistance keeps its own copy, under the time at which intake knew of it."""

from chassis.codec import Recorded
from chassis.store import Transaction, Unit
from chassis.unit_of_work import Change
from chassis.use_case import because_of, unit_of_effect
from contracts.intake import ParameterSet
from services.assistance.domain.events import ParameterRecorded
from services.assistance.handlers import paired_helper
from services.assistance.resources import Resources


def on_parameter_set(resources: Resources, transaction: Transaction, recorded: Recorded[ParameterSet]) -> Unit | None:
    """The copy stands in a stream of the subject's name, as the original does."""
    parameter, envelope = recorded.event, recorded.envelope
    copy = ParameterRecorded(
        name=parameter.name,
        kind=parameter.kind,
        region=parameter.region,
        first_day=parameter.first_day,
        known_since=envelope.time,
        value=parameter.value,
        source=parameter.source,
    )
    stream = envelope.subject
    change = Change(stream, len(transaction.load(stream)), envelope.subject, [copy])
    sets_a_term = parameter.name == paired_helper.TERM and parameter.value is not None
    timers = (
        [paired_helper.once_in_force(stream, parameter.region, parameter.first_day, resources.today())]
        if sets_a_term
        else []
    )
    return unit_of_effect(resources, because_of(resources, recorded), [change], timers)
