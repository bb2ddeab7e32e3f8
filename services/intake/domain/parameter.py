"""A parameter of the law in one place: a stream of the values that were set, each from a day on."""

from contracts.intake import ParameterSet
from kernel.decider import Decider
from kernel.errors import UnknownEvent
from services.intake.domain.commands import SetParameter

State = tuple[ParameterSet, ...]
"""In the order in which they were set."""


def set_value(command: SetParameter, state: State) -> list[object]:
    """What stands there already for that day changes nothing; another value for it is a correction, and both stay."""
    wanted = ParameterSet(
        name=command.name,
        kind=command.kind,
        region=command.region,
        first_day=command.first_day,
        value=command.value,
        source=command.source,
    )
    standing = [entry for entry in state if entry.first_day == wanted.first_day]
    return [] if standing and standing[-1] == wanted else [wanted]


def initial() -> State:
    return ()


def evolve(state: State, event: object) -> State:
    if not isinstance(event, ParameterSet):
        raise UnknownEvent(event)
    return (*state, event)


PARAMETER = Decider(initial, evolve)
"""The decider that streams are folded with."""
