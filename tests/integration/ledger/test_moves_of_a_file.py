"""A household's file goes to another union: its aid is counted once, and found by whoever must ask about it."""

from datetime import date

import psycopg

from chassis import rebuild
from contracts.intake import FileMoved
from contracts.ledger import AidCleared, AidHeld
from kernel.period import Period
from tests.integration.ledger.conftest import JINPING, LONGHU, WANJU, Ledger
from tests.support.service import START

DECEMBER = Period(date(2026, 12, 1), date(2026, 12, 31))


def moved(ledger: Ledger, household: str, to: str = WANJU) -> None:
    ledger.hear(
        household,
        FileMoved(
            move=f"{household}-{to}",
            org_path=to,
            region="440507",
            profile="shantou-2016",
            items=(),
            from_org_path=LONGHU,
            from_region="440507",
            from_profile="shantou-2016",
            moved_on=START.date(),
        ),
    )


def listed(ledger: Ledger, at: str) -> list[str]:
    return [one["act"] for one in ledger.get("/v1/aid", org_path=at).json()["items"]]


def not_drifted(ledger: Ledger) -> bool:
    codec = ledger.service.store.codec
    with psycopg.connect(ledger.settings.database_url) as connection:
        found = [
            rebuild.drift(connection, codec, models.project, models.tables) for models in ledger.service.read_models
        ]
    return found == [{}] * len(found)


def test_its_aid_is_seen_where_it_is_and_by_who_gave_it(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a")
    ledger.propose("act-1", "h1", "person:a")
    assert [listed(ledger, at) for at in (LONGHU, WANJU)] == [["act-1"], []]
    moved(ledger, "h1")
    assert [listed(ledger, at) for at in (LONGHU, WANJU, JINPING)] == [["act-1"], ["act-1"], []]
    assert ledger.one("SELECT org_path FROM files") == WANJU
    assert not_drifted(ledger)


def test_the_same_aid_in_the_new_union_meets_that_of_the_old_and_is_told_whom_to_call(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a")
    assert isinstance(ledger.propose("act-1", "h1", "person:a"), AidCleared)
    moved(ledger, "h1")
    held = ledger.propose("act-2", "h1", "person:a", giver=WANJU)
    assert isinstance(held, AidHeld)
    assert held.other is not None
    assert (held.other.act, held.other.household) == ("act-1", "h1")


def test_a_proposal_that_was_made_before_the_move_was_heard_of_is_the_new_unions_too(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a")
    moved(ledger, "h1")
    assert isinstance(ledger.propose("act-1", "h1", "person:a", giver=LONGHU, period=DECEMBER), AidCleared)
    assert ledger.rows("SELECT org_path, giver FROM aid_index") == [(WANJU, LONGHU)]
    assert [listed(ledger, at) for at in (LONGHU, WANJU)] == [["act-1"], ["act-1"]]
    assert not_drifted(ledger)


def test_a_giver_elsewhere_is_not_told_of_households_that_only_the_new_union_may_see(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a")
    ledger.open_file("h2", "person:b", org_path=WANJU)
    ledger.propose("act-1", "h2", "person:a", giver=WANJU)
    moved(ledger, "h1")
    held = ledger.propose("act-2", "h1", "person:a", giver=LONGHU)
    assert isinstance(held, AidHeld)
    assert held.other is not None
    assert (held.other.act, held.other.household) == (None, None)
