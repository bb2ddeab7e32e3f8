"""A parameter of the law in one place: proposed by one person, set when another confirms, each value from a day on."""

from datetime import date

from msgspec import Struct
from msgspec.structs import asdict, replace

from contracts.intake import ParameterSet
from kernel.decider import Decider
from kernel.errors import DomainError, UnknownEvent
from kernel.subject import is_same
from services.intake.domain.commands import SetParameter
from services.intake.domain.events import ParameterProposed


class State(Struct, frozen=True):
    """`entries` in the order in which they were set; `waiting` for a second person, by first day."""

    entries: tuple[ParameterSet, ...] = ()
    waiting: dict[date, ParameterProposed] = {}

    def stands(self, wanted: ParameterSet) -> bool:
        standing = [entry for entry in self.entries if entry.first_day == wanted.first_day]
        return bool(standing) and standing[-1] == wanted


def propose(command: SetParameter, state: State) -> list[object]:
    """What stands there for that day, or waits, changes nothing; another value takes the place of what waits."""
    wanted = ParameterProposed(**asdict(command))
    if state.waiting.get(wanted.first_day) == wanted:
        return []
    return [] if wanted.first_day not in state.waiting and state.stands(_as_set(wanted)) else [wanted]


def confirm(command: SetParameter, by: str, proposed_by: str | None, state: State) -> list[object]:
    """By somebody else, who writes the same once more. A correction stands beside what it corrects."""
    wanted = ParameterProposed(**asdict(command))
    waiting = state.waiting.get(wanted.first_day)
    if waiting is None and state.stands(_as_set(wanted)):
        return []
    if waiting != wanted:
        raise DomainError("parameter.not_proposed", name=command.name, region=command.region)
    if proposed_by is not None and is_same(by, proposed_by):
        raise DomainError("parameter.confirmed_by_another", name=command.name)
    return [_as_set(wanted)]


def _as_set(proposed: ParameterProposed) -> ParameterSet:
    return ParameterSet(**asdict(proposed))


def initial() -> State:
    return State()


def evolve(state: State, event: object) -> State:
    match event:
        case ParameterProposed():
            return replace(state, waiting={**state.waiting, event.first_day: event})
        case ParameterSet():
            rest = {day: each for day, each in state.waiting.items() if day != event.first_day}
            return State((*state.entries, event), rest)
        case _:
            raise UnknownEvent(event)


PARAMETER = Decider(initial, evolve)
"""The decider that streams are folded with."""
