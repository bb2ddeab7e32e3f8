"""授权书编号: one number after another, for each union and year; the stream's own version is the sequence, so that two
who ask at one moment never get the same."""

from msgspec import Struct

from kernel.consent_forms import number_of
from kernel.decider import Decider
from kernel.errors import UnknownEvent
from services.intake.domain.events import ConsentNumberIssued


class State(Struct, frozen=True):
    """How many there are."""

    issued: int = 0


def issue(org_path: str, year: int, form_version: str, state: State) -> ConsentNumberIssued:
    return ConsentNumberIssued(
        number=number_of(org_path, year, state.issued + 1), org_path=org_path, form_version=form_version
    )


def initial() -> State:
    return State()


def evolve(state: State, event: object) -> State:
    if isinstance(event, ConsentNumberIssued):
        return State(state.issued + 1)
    raise UnknownEvent(event)


CONSENT_NUMBERS = Decider(initial, evolve)
"""The decider that streams `consent-numbers-<year>-<union>` are folded with."""
