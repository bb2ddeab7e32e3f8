"""An open file changes: the index knows who is in it, and nobody is given anything for a time after their death."""

from datetime import date, timedelta

import psycopg

from chassis import rebuild
from contracts.intake import Account, Consent, Contact, Declared, Details, Employer, FileChanged
from contracts.ledger import AidHeld, BatchChecked, FindingRaised
from kernel.period import Period
from tests.integration.ledger.conftest import LONGHU, WANJU, YEAR, Ledger
from tests.support.service import START

YESTERDAY = START.date() - timedelta(days=1)
DECEMBER = Period(date(2026, 12, 1), date(2026, 12, 31))


def changed(
    ledger: Ledger,
    household: str,
    kind: str,
    *persons: str,
    members: tuple[str, ...],
    same: tuple[tuple[str, str], ...] = (),
) -> None:
    consent = Consent(
        reference="GX-1", signed_on=YESTERDAY, valid_until=date(2027, 12, 31), items=("tax",), persons=members
    )
    details = Details(
        members=(),
        declared=Declared(
            on_dibao=False,
            relief_monthly=0,
            hardship_expenditure_monthly=0,
            causes=("laid_off",),
            primary_cause="laid_off",
            union_member=True,
            migrant_worker=False,
            single_parent=False,
            sudden_event=False,
            restructuring_affected=False,
        ),
        contact=Contact("", ""),
        account=Account("", ""),
        employer=Employer("", "", "enterprise"),
    )
    ledger.hear(
        household,
        FileChanged(
            org_path=LONGHU,
            change=f"{kind}-{persons}",
            kind=kind,
            persons=persons,
            on=YESTERDAY,
            members=members,
            account=f"account:{household}",
            consent=consent,
            same=same,
            details=details,
        ),
    )


def members(ledger: Ledger, household: str) -> set[str]:
    return {person for (person,) in ledger.rows("SELECT person FROM file_members WHERE household = %s", household)}


def test_who_joins_and_who_goes_is_known(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a", "person:b")
    changed(ledger, "h1", "member_left", "person:b", members=("person:a",))
    changed(ledger, "h1", "member_joined", "person:c", members=("person:a", "person:c"))
    assert members(ledger, "h1") == {"person:a", "person:c"}


def test_after_a_death_an_act_for_a_later_time_is_held_and_one_in_a_batch_revoked(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a", "person:b")
    ledger.propose("act-1", "h1", "person:b", period=DECEMBER)
    ledger.propose("act-2", "h1", "person:b", kind="warmth_grant", period=YEAR)
    changed(ledger, "h1", "member_died", "person:b", members=("person:a",))
    ledger.close_batch("batch-1", ("act-1", "person:b"), ("act-2", "person:b"))
    checked = ledger.events("batch-1")[-1]
    assert isinstance(checked, BatchChecked)
    assert [(one.act, one.confirmed, one.rule) for one in checked.acts] == [
        ("act-1", False, "beneficiary_died"),
        ("act-2", True, None),
    ]
    held = ledger.propose("act-3", "h1", "person:b", kind="medical_aid", period=DECEMBER)
    assert held == AidHeld(act="act-3", rule="beneficiary_died", clause="", other=None)
    not_drifted(ledger)


def test_who_was_told_dead_by_mistake_and_is_in_a_file_again_is_helped(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a", "person:b")
    changed(ledger, "h1", "member_died", "person:b", members=("person:a",))
    changed(ledger, "h1", "member_joined", "person:b", members=("person:a", "person:b"))
    cleared = ledger.propose("act-1", "h1", "person:b", period=DECEMBER)
    assert type(cleared).__name__ == "AidCleared"


def test_what_was_given_under_a_wrong_number_counts_under_the_right_one(ledger: Ledger) -> None:
    """Two files of one person are merged: what the closed one got stands in the way of the same aid in the other."""
    ledger.open_file("h1", "person:right")
    ledger.open_file("h2", "person:wrong")
    assert type(ledger.propose("act-1", "h2", "person:wrong", period=YEAR)).__name__ == "AidCleared"
    changed(ledger, "h1", "merge", members=("person:right",), same=(("person:wrong", "person:right"),))
    held = ledger.propose("act-2", "h1", "person:right", period=DECEMBER)
    assert isinstance(held, AidHeld)
    assert held.rule == "same_kind_same_person"
    not_drifted(ledger)


def test_what_was_paid_twice_to_one_person_under_two_numbers_is_found_when_they_are_known_to_be_one(
    ledger: Ledger,
) -> None:
    ledger.open_file("h1", "person:right")
    ledger.open_file("h2", "person:wrong", org_path=WANJU)
    ledger.propose("act-1", "h2", "person:wrong", giver=WANJU, period=YEAR)
    ledger.propose("act-2", "h1", "person:right", period=DECEMBER)
    ledger.propose("act-3", "h1", "person:right", kind="warmth_grant", period=DECEMBER)
    ledger.propose("act-4", "h2", "person:wrong", giver=WANJU, kind="warmth_grant", period=DECEMBER)
    ledger.close_batch("batch-1", ("act-1", "person:wrong"), household="h2")
    ledger.close_batch("batch-2", ("act-2", "person:right"), ("act-3", "person:right"))
    assert found(ledger) == []
    changed(ledger, "h1", "merge", members=("person:right",), same=(("person:wrong", "person:right"),))
    (raised,) = found(ledger)
    assert (raised.act, raised.rule) == ("act-2", "same_kind_same_person")
    assert (raised.other.giver, raised.other.period) == (WANJU, YEAR)
    assert (raised.other.act, raised.other.household) == (None, None), "another union's household is told to nobody"
    changed(ledger, "h1", "identity", members=("person:right",), same=(("person:wrong", "person:right"),))
    assert found(ledger) == [raised]
    not_drifted(ledger)


def found(ledger: Ledger) -> list[FindingRaised]:
    return [
        event for household in ("h1", "h2") for event in ledger.events(household) if isinstance(event, FindingRaised)
    ]


def test_who_was_corrected_twice_is_one_person_still(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a")
    ledger.propose("act-1", "h1", "person:a", period=YEAR)
    changed(ledger, "h1", "identity", "person:a", "person:b", members=("person:b",), same=(("person:a", "person:b"),))
    changed(ledger, "h1", "identity", "person:b", "person:c", members=("person:c",), same=(("person:b", "person:c"),))
    held = ledger.propose("act-2", "h1", "person:c", period=DECEMBER)
    assert isinstance(held, AidHeld)
    assert ledger.rows("SELECT was, person FROM same_persons ORDER BY was, person") == [
        ("person:a", "person:b"),
        ("person:a", "person:c"),
        ("person:b", "person:c"),
    ]
    not_drifted(ledger)


def not_drifted(ledger: Ledger) -> None:
    with psycopg.connect(ledger.settings.database_url) as connection:
        for models in ledger.service.read_models:
            assert rebuild.drift(connection, ledger.service.store.codec, models.project, models.tables) == {}
