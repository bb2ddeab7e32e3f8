"""The stream of one row that was held against a file: what it said otherwise, and what was decided on of it."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from chassis.codec import Recorded
from kernel.errors import DomainError
from kernel.personal import Withheld
from services.intake.domain.events import DifferencesDecided, RosterRowCompared
from services.intake.domain.survey.comparison import Difference
from services.intake.projections.survey_writes import STREAM as STREAM


class SurveyedRow(Struct, frozen=True):
    """`said`: the comparison that holds; `household`: whose file it was held against."""

    said: RosterRowCompared
    household: str
    version: int
    decided: frozenset[str]

    def differences(self) -> dict[str, Difference]:
        """By id. Raises `household_erased`: what they said is unreadable for ever."""
        values = self.said.values
        if isinstance(values, Withheld):
            raise DomainError("household_erased")
        return {
            told.difference: Difference(
                kind=told.kind, person=told.person, account=told.account, before=said.before, after=said.after
            )
            for told, said in zip(self.said.differences, values, strict=True)
        }


def surveyed(recorded: Sequence[Recorded[Any]]) -> SurveyedRow:
    """The last comparison holds; a row is compared again while nobody knew whose file it was."""
    said, household, decided = None, "", set[str]()
    for one in recorded:
        match one.event:
            case RosterRowCompared():
                said, household = one.event, one.envelope.subject
            case DifferencesDecided():
                decided.update(one.event.taken, one.event.left, one.event.stale)
    if said is None:
        raise DomainError("unknown_household")
    return SurveyedRow(said, household, recorded[-1].envelope.streamversion, frozenset(decided))
