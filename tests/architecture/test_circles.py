"""No import leads back to where it came from, neither between files nor between rooms; planted circles are found."""

from pathlib import Path

import pytest

from tests.architecture.circles import circles, circles_of_rooms
from tests.architecture.tree import ROOT


def test_no_file_leads_back_to_itself() -> None:
    assert circles(ROOT) == []


def test_no_room_leads_back_to_itself() -> None:
    assert circles_of_rooms(ROOT) == []


CIRCLES = [
    ({"chassis/a.py": "from chassis import b", "chassis/b.py": "import chassis.a"}, ["chassis.a", "chassis.b"]),
    (
        {
            "lab/a.py": "from lab import b",
            "lab/b.py": "def f():\n    from lab import c",
            "lab/c.py": "from lab.a import x",
        },
        ["lab.a", "lab.b", "lab.c"],
    ),
]


@pytest.mark.parametrize(("files", "circle"), CIRCLES)
def test_a_planted_circle_of_files_is_found(tmp_path: Path, files: dict[str, str], circle: list[str]) -> None:
    plant(tmp_path, files)
    assert circles(tmp_path) == circles_of_rooms(tmp_path) == [circle]


def test_a_planted_circle_of_rooms_is_found_where_no_file_leads_back(tmp_path: Path) -> None:
    files = {
        "lab/demo/run.py": "from lab.faults.strike import strike",
        "lab/demo/world.py": "",
        "lab/faults/strike.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from lab.demo import world",
    }
    plant(tmp_path, files)
    assert circles(tmp_path) == []
    assert circles_of_rooms(tmp_path) == [["lab.demo", "lab.faults"]]


def test_a_room_may_hold_what_its_own_rooms_share(tmp_path: Path) -> None:
    plant(
        tmp_path, {"chassis/store/__init__.py": "Mark = 1", "chassis/store/append.py": "from chassis.store import Mark"}
    )
    assert circles_of_rooms(tmp_path) == []


def plant(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
