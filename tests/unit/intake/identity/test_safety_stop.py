"""An import of implausibly many duplicates: when it stops, and who lets it go on."""

import pytest

from kernel.errors import DomainError, UnknownEvent
from services.intake.domain.events import RosterReleased, RosterStopped, RosterStopWithdrawn
from services.intake.domain.identity.safety_stop import Bounds, decide, evolve, initial, is_implausible, stop

FOUND = RosterStopped(org_path="44", by="importer", rows=100, new=90, likely=40)
STOPPED = evolve(initial(), FOUND)


@pytest.mark.parametrize(
    ("new", "likely", "stops"), [(20, 19, False), (20, 20, True), (200, 20, False), (199, 20, True), (9000, 901, True)]
)
def test_it_stops_by_share_and_by_number(new: int, likely: int, stops: bool) -> None:
    assert is_implausible(new, likely, Bounds()) == stops


def test_a_place_sets_bounds_of_its_own() -> None:
    assert is_implausible(200, 20, Bounds(rows_min=5, share_max_percent=9))
    assert not is_implausible(20, 20, Bounds(rows_min=21))
    assert not is_implausible(200, 200, Bounds(share_max_percent=100)), "a place may say that none is too many"


def test_the_same_sheet_waits_for_one_answer_and_may_be_asked_about_anew_after_a_withdrawal() -> None:
    assert stop(FOUND, initial()) == [FOUND]
    assert stop(FOUND, STOPPED) == []
    assert stop(FOUND, evolve(STOPPED, RosterStopWithdrawn(reason="wrong_sheet"))) == [FOUND]


def test_another_than_who_sent_it_releases_it_and_anybody_withdraws_it() -> None:
    assert decide("another", True, "checked", STOPPED) == [RosterReleased(reason="checked")]
    assert decide("importer", False, "sent_twice", STOPPED) == [RosterStopWithdrawn(reason="sent_twice")]
    with pytest.raises(DomainError, match="released_by_who_imported"):
        decide("IMPORTER", True, "checked", STOPPED)
    with pytest.raises(DomainError, match="stop_not_waiting"):
        decide("another", True, "checked", evolve(STOPPED, RosterReleased(reason="checked")))
    with pytest.raises(UnknownEvent):
        evolve(STOPPED, object())
