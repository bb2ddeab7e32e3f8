"""What a demo holds against the answer key: every planted difference is told, and nothing else."""

from typing import Any

import msgspec

from agencies.population import Household, generate
from agencies.roster import SAMPLE_DAY
from lab.demo.differences import differences, found_overlaps
from lab.demo.facts import Story

POPULATION = generate(60, 1, SAMPLE_DAY)


def labelled(label: str) -> Household:
    """On whose file nothing else happens."""
    return next(
        one
        for one in POPULATION.households
        if one.label == label and one.expected.opens != "one_of_two" and one.change is None and int(one.number) % 10
    )


def walked(household: Household, *more: tuple[str, dict[str, Any]]) -> Story:
    """A straight way with its aid paid, and `more`."""
    members = [f"token-{place}" for place in range(len(household.body["members"]))]
    aid = household.expected.aid
    assert aid is not None
    return Story(
        household.number,
        (
            ("ApplicationSubmitted", {"members": members}),
            ("FileOpened", {"members": members, "category": household.expected.category}),
            ("AidProposed", {"kind": aid.kind, "beneficiaries": [members[place] for place in aid.beneficiaries]}),
            *more,
        ),
    )


def test_a_straight_way_that_ends_in_payment_is_as_planted() -> None:
    household = labelled("clean")
    assert differences(household, walked(household, ("AidPaid", {})), None, returns=False) == []


def test_a_payment_that_the_bank_returns_is_no_payment() -> None:
    household = labelled("clean")
    returned = walked(household, ("PaymentReturned", {}))
    assert differences(household, returned, None, returns=True) == []
    assert differences(household, returned, None, returns=False) == [
        "AidPaid 0 times, expected 1",
        "PaymentReturned 1 times, expected 0",
    ]


def test_an_event_that_happened_twice_is_told() -> None:
    household = labelled("clean")
    twice = walked(household, ("AidPaid", {}), ("AidPaid", {}))
    assert differences(household, twice, None, returns=False) == ["AidPaid 2 times, expected 1"]


def test_a_file_that_must_not_open_is_told() -> None:
    fraud = labelled("fraud")
    opened = Story(
        "f", (("ApplicationSubmitted", {"members": ["a"]}), ("FileOpened", {"members": ["a"], "category": "1"}))
    )
    told = differences(fraud, opened, None, returns=False)
    assert told[:2] == ["ApplicationRejected 0 times, expected 1", "1 files opened, expected no"]


def test_a_household_in_another_category_than_expected_is_told() -> None:
    household = labelled("clean")
    other = "2" if household.expected.category != "2" else "3"
    changed = msgspec.structs.replace(household, expected=msgspec.structs.replace(household.expected, category=other))
    told = differences(changed, walked(household, ("AidPaid", {})), None, returns=False)
    assert told == [f"category {household.expected.category}, expected {other}"]


def test_outside_aid_that_was_not_met_is_a_missed_overlap() -> None:
    planted = labelled("outside_before")
    missed = {planted.number: walked(planted, ("AidPaid", {}))}
    held = {planted.number: walked(planted, ("AidHeld", {}), ("AidWithdrawn", {}))}
    assert found_overlaps([planted], missed) == set()
    assert found_overlaps([planted], held) == {planted.number}
    assert differences(planted, held[planted.number], None, returns=False) == []


def test_of_two_households_with_a_shared_person_exactly_one_meets_the_other() -> None:
    later = next(
        one
        for one in POPULATION.households
        if one.label == "duplicate" and int(one.number) % 10 and int(str(one.expected.rival)) % 10
    )
    earlier = next(one for one in POPULATION.households if one.number == later.expected.rival)
    holder = walked(earlier, ("AidPaid", {}))
    refused = (("OpeningBlocked", {"others": [["shared", holder.household]]}), ("ApplicationRejected", {}))
    blocked = Story("later", (("ApplicationSubmitted", {"members": ["x"]}), *refused))
    assert differences(later, blocked, holder, returns=False) == []
    assert differences(earlier, holder, blocked, returns=False) == []
    assert found_overlaps([later], {later.number: blocked, earlier.number: holder}) == {later.number}
    not_met = Story("later", (("ApplicationSubmitted", {"members": ["x"]}),))
    assert "blocked 0 times and its rival 0, expected one of them once" in differences(
        later, not_met, holder, returns=False
    )
