"""Rounds strike at their moments while people keep their pace, and none is left out in silence."""

import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from lab.faults.campaign import Striker
from lab.faults.errors import NotStruck
from lab.faults.places import redelivered
from lab.faults.schedule import Round
from tests.support.until import wait_until

ROUNDS = [Round(1, 10, 16, "kill", "intake"), Round(2, 30, 36, "kill", "ledger")]


class Place:
    """As much of a laboratory as a kill needs; `healing` holds each one up. People store an event with each piece."""

    def __init__(self, folder: Path) -> None:
        self.over = threading.Event()
        self.site = SimpleNamespace(folder=folder)
        self.healing = threading.Event()
        self.events = 0
        self.killed: list[tuple[str, int]] = []

    def kill(self, name: str) -> None:
        self.killed.append((name, self.events))

    def wait_back(self, name: str) -> None:
        assert self.healing.wait(10)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def striker_on(place: Any, give_up: threading.Event | None = None) -> Striker:
    return Striker(
        place,
        ROUNDS,
        told=lambda done: None,
        stored=lambda: place.events,
        give_up=give_up or threading.Event(),
    )


def test_each_round_strikes_at_its_moment_and_people_work_on_no_further_than_it_allows(place: Place) -> None:
    with striker_on(place) as striker:
        worker = threading.Thread(target=work, args=(place, striker, 50))
        worker.start()
        wait_until(lambda: place.events == 16, "people work on while the first round lasts")
        assert [name for name, _ in place.killed] == ["intake"]
        assert not striker.struck
        place.healing.set()
        worker.join(10)
        striker.finish()
        assert striker.struck == ROUNDS
        assert striker.times() == {"kill": 2}
    (_, first), (_, second) = place.killed
    assert first in range(10, 17)
    assert second in range(30, 37)


def test_work_that_is_over_too_soon_proves_nothing(place: Place) -> None:
    place.healing.set()
    with striker_on(place) as striker:
        work(place, striker, 20)
        wait_until(lambda: striker.struck, "the first round")
        with pytest.raises(NotStruck, match="over after 1 of 2 rounds"):
            striker.finish()


def test_a_fault_that_could_not_be_done_ends_the_demo(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def cannot(name: str) -> None:
        raise NotStruck(f"{name} is not there")

    monkeypatch.setattr(place, "kill", cannot)
    place.healing.set()
    give_up = threading.Event()
    with striker_on(place, give_up) as striker:
        work(place, striker, 50)  # nothing holds people up any more
        assert give_up.wait(10)
        with pytest.raises(NotStruck, match="intake is not there"):
            striker.finish()


def test_messages_that_came_again_are_counted_by_their_bytes(place: Place) -> None:
    redelivered(place.site.folder).write_bytes(b"." * 7)
    assert striker_on(place).times() == {"redeliver": 7}


def work(place: Place, striker: Striker, until: int) -> None:
    """One event after another; each waits until it is counted, as the next person does who looks."""
    while place.events < until:
        striker.pace()
        place.events += 1
        wait_until(lambda: striker.counted >= place.events, "the event is counted")
