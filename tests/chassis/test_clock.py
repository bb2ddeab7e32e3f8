"""Real time, and business time that one file moves."""

import threading
import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chassis.clock import (
    OffsetClock,
    SystemClock,
    business_clock,
    read_offset,
    read_wall_clock_by,
    real_now,
    watch,
    write_offset,
)
from chassis.ids import uuid7
from tests.support.until import wait_until


def test_the_system_clock_tells_aware_utc() -> None:
    before = datetime.now(UTC)
    now = SystemClock().now()
    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() == timedelta(0)


def test_a_new_offset_is_seen_at_the_next_now_by_every_clock_on_the_file(tmp_path: Path) -> None:
    path = tmp_path / "offset"
    write_offset(path, 0)
    ours, theirs = OffsetClock(path), OffsetClock(path)
    write_offset(path, 86_400.5)
    real = datetime.now(UTC)
    for clock in (ours, theirs):
        assert timedelta(0) <= clock.now() - real - timedelta(seconds=86_400.5) < timedelta(seconds=5)
    assert ours.now().utcoffset() == timedelta(0)


def test_production_has_no_offset_file_and_gets_the_plain_clock(tmp_path: Path) -> None:
    assert isinstance(business_clock(None), SystemClock)
    assert isinstance(business_clock(tmp_path / "offset"), OffsetClock)


def test_a_clock_without_its_file_says_so_rather_than_guess(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        OffsetClock(tmp_path / "offset").now()


@pytest.mark.parametrize("seconds", [float("nan"), float("inf")])
def test_a_clock_offset_that_is_not_finite_is_refused(tmp_path: Path, seconds: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        write_offset(tmp_path / "offset", seconds)


def test_a_clock_offset_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_offset(tmp_path / "offset", 12_345_678.125)
    assert read_offset(tmp_path / "offset") == 12_345_678.125


def test_a_launcher_gives_the_wall_clock_that_ids_and_every_clock_read(tmp_path: Path) -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    write_offset(tmp_path / "offset", 60)
    read_wall_clock_by(noon.timestamp)
    try:
        made = uuid.UUID(uuid7())
        told = (real_now(), SystemClock().now(), OffsetClock(tmp_path / "offset").now() - timedelta(seconds=60))
    finally:
        read_wall_clock_by(time.time)
    assert told == (noon, noon, noon)
    assert made.int >> 80 == noon.timestamp() * 1_000


def test_who_waits_for_business_time_is_told_of_each_move_and_of_nothing_else(tmp_path: Path) -> None:
    path, stop, moves = tmp_path / "offset", threading.Event(), list[float]()
    write_offset(path, 0)
    watching = threading.Thread(target=watch, args=(path, lambda: moves.append(read_offset(path)), stop))
    watching.start()
    try:
        for offset in (86_400.0, 172_800.0, 86_400.0):
            write_offset(path, offset)
            wait_until(lambda to=offset: moves[-1:] == [to], f"the move to {offset}")
    finally:
        stop.set()
        watching.join(30)
    assert moves == [86_400.0, 172_800.0, 86_400.0]
