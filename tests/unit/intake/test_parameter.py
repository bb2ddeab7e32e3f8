"""One parameter in one place: what is set stays on record, a repeat changes nothing, a correction is another entry."""

from datetime import date
from functools import reduce

import msgspec
import pytest

from contracts.intake import ParameterSet
from kernel.errors import DomainError, UnknownEvent
from services.intake.domain.commands import SetParameter
from services.intake.domain.events import ParameterProposed
from services.intake.domain.parameter import confirm, evolve, initial, propose
from tests.unit.intake.situations import SUBMITTED

JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)


def line(value: str | None, first_day: date = JANUARY, source: str = "文件一") -> ParameterSet:
    return ParameterSet(
        name="dibao_line", kind="money", region="440507", first_day=first_day, value=value, source=source
    )


def asked(fact: ParameterSet) -> SetParameter:
    return SetParameter(
        name=fact.name,
        kind=fact.kind,
        region=fact.region,
        first_day=fact.first_day,
        value=fact.value,
        source=fact.source,
    )


@pytest.mark.parametrize(
    ("happened", "wanted", "news"),
    [
        ((), line("900.00"), True),
        ((line("900.00"),), line("900.00"), False),
        ((line("900.00"),), line("950.00"), True),
        ((line("900.00"),), line("900.00", source="文件二"), True),
        ((line("900.00"),), line("900.00", JULY), True),
        ((line("900.00"), line("950.00", JULY)), line("900.00"), False),
        ((line("900.00"), line("950.00")), line("900.00"), True),
        ((line("900.00"),), line(None, JULY), True),
        ((line("900.00"), line(None, JULY)), line(None, JULY), False),
    ],
)
def test_only_what_does_not_stand_there_already_is_news(
    happened: tuple[ParameterSet, ...], wanted: ParameterSet, news: bool
) -> None:
    state = reduce(evolve, happened, initial())
    proposed = propose(asked(wanted), state)
    assert proposed == ([ParameterProposed(**msgspec.structs.asdict(wanted))] if news else [])
    waiting = reduce(evolve, proposed, state)
    assert confirm(asked(wanted), "li", "wang", waiting) == ([wanted] if news else [])


def test_nobody_confirms_alone_nor_what_was_not_proposed() -> None:
    """FAULTS A2."""
    waiting = reduce(evolve, propose(asked(line("900.00")), initial()), initial())
    with pytest.raises(DomainError, match=r"parameter\.confirmed_by_another"):
        confirm(asked(line("900.00")), "wang", "wang", waiting)
    for other in (line("950.00"), line("900.00", JULY), line(None)):
        with pytest.raises(DomainError, match=r"parameter\.not_proposed"):
            confirm(asked(other), "li", "wang", waiting)


def test_a_fact_that_is_no_parameters_is_never_hidden() -> None:
    with pytest.raises(UnknownEvent):
        evolve(initial(), SUBMITTED)
