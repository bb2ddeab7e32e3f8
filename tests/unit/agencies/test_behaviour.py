"""A question's fate hangs on seed, agency and reference alone."""

from datetime import UTC, date, datetime, timedelta
from statistics import median

import pytest

from agencies.behaviour import Behaviour, Manner, Outage, plan
from agencies.delay import Fixed, Lognormal, Uniform
from agencies.faults import Fault
from kernel.calendar import add_working_days, opening_hour

NOW = datetime(2026, 11, 2, 3, tzinfo=UTC)
TODAY = date(2026, 11, 2)
REFERENCES = [f"r-{number}" for number in range(400)]


def nine(days: int) -> datetime:
    return opening_hour(add_working_days(TODAY, days))


def dues(manner: Manner) -> list[datetime]:
    behaviour = Behaviour(default=manner).beginning(TODAY)
    return [one.due for reference in REFERENCES for one in plan(behaviour, "tax", reference, NOW).copies]


def copies(manner: Manner, reference: str = "r-1") -> list[tuple[str, datetime]]:
    found = plan(Behaviour(default=manner).beginning(TODAY), "tax", reference, NOW).copies
    return [(one.copy, one.due) for one in found]


def test_the_same_question_always_meets_the_same_fate() -> None:
    moody = Behaviour(seed=5, default=Manner(delay=Lognormal(p50=2, p95=9), faults=dict.fromkeys(Fault, 0.3)))

    assert [plan(moody, "tax", one, NOW) for one in REFERENCES] == [plan(moody, "tax", one, NOW) for one in REFERENCES]


def test_one_share_more_leaves_the_other_fates_as_they_were() -> None:
    calm = Manner(delay=Uniform(most=5), faults={Fault.TWICE: 0.3})
    moody = Manner(delay=Uniform(most=5), faults={Fault.TWICE: 0.3, Fault.REORDERED: 0.5, Fault.HALF_ANSWER: 0.0})

    assert dues(calm) == dues(moody)


def test_shares_hold_over_many_questions() -> None:
    assert 0.68 <= len(dues(Manner(faults={Fault.SILENT: 0.25}))) / len(REFERENCES) <= 0.82


def test_working_days_end_at_nine_and_hours_by_the_clock() -> None:
    assert set(dues(Manner(delay=Uniform(fewest=1, most=4)))) == {nine(days) for days in range(1, 5)}
    assert set(dues(Manner(delay=Fixed(value=3, unit="hours")))) == {NOW + timedelta(hours=3)}
    assert set(dues(Manner())) == {NOW}


def test_a_lognormal_delay_keeps_its_two_percentiles() -> None:
    hours = sorted(
        (due - NOW).total_seconds() / 3600 for due in dues(Manner(delay=Lognormal(p50=4, p95=40, unit="hours")))
    )

    assert 3 <= median(hours) <= 5.5
    assert 28 <= hours[int(len(hours) * 0.95)] <= 56


@pytest.mark.parametrize("wrong", [{"p50": 0, "p95": 3}, {"p50": 3, "p95": 2}])
def test_percentiles_that_cannot_be_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="p50"):
        Lognormal(**wrong)


def test_bad_copies_come_before_the_right_one_or_in_its_stead() -> None:
    faults = {Fault.REVOKED_KEY: 1.0, Fault.MALFORMED: 1.0}
    bad = [("revoked_key", NOW), ("malformed", NOW)]

    assert copies(Manner(faults=faults)) == [*bad, ("right", NOW)]
    assert copies(Manner(faults=faults, bad_only=True)) == bad


def test_who_contradicts_does_so_in_an_hour_and_who_corrects_days_later() -> None:
    told = copies(Manner(faults={Fault.CONTRADICTORY: 1.0, Fault.CORRECTED: 1.0}, correct_after_days=3))

    assert told == [("right", NOW), ("contradictory", NOW + timedelta(hours=1)), ("corrected", nine(3))]


def test_a_late_answer_comes_on_its_day() -> None:
    assert copies(Manner(faults={Fault.LATE: 1.0}, late_days=11)) == [("right", nine(11))]


def test_nothing_leaves_in_an_outage_and_everything_after_it() -> None:
    down = Outage(begins=1, ends=4)
    manner = Manner(delay=Fixed(value=2), outages=[down])

    assert copies(manner) == [("right", nine(4))]
    assert copies(Manner(delay=Fixed(value=2), outages=[Outage(begins=date(2026, 11, 3))])) == []
    begun = Behaviour(default=manner).beginning(TODAY).of("tax")
    assert [begun.is_out(moment) for moment in (NOW, nine(1), nine(4))] == [False, True, False]
