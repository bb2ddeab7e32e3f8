"""The four services look alike, files stay small, and nothing of a test laboratory is known inside."""

import re
from pathlib import Path
from statistics import median

import pytest

from tests.architecture.tree import ROOT, SERVICES, SOURCES, python_files, text_files

ROOMS = (
    "README.md", "__init__.py", "__main__.py", "bootstrap", "settings", "errors", "domain", "domain/events",
    "domain/commands", "domain/rules", "handlers", "messages", "projections", "api", "migrations", "adapters",
)  # fmt: skip
SHARED = [source for source in SOURCES if source != "services"]
MEDIAN_LINES_MAX = 100
UNHEARD_OF = {"fault", "faults", "faulty", "demo", "demos"}


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_has_the_same_rooms(service: str) -> None:
    assert [room for room in ROOMS if not has_room(ROOT / "services" / service, room)] == []


@pytest.mark.parametrize("service", SERVICES)
def test_no_service_has_a_room_of_its_own_kind_at_the_door(service: str) -> None:
    """What only one service needs (intake's `form`) is a folder with a docstring, beside the rooms that all have."""
    own = [p for p in (ROOT / "services" / service).iterdir() if p.is_dir() and not p.name.startswith("__")]
    undescribed = [p.name for p in own if p.name not in ROOMS and not (p / "__init__.py").read_text().startswith('"""')]
    assert undescribed == []


@pytest.mark.parametrize("source", [*(f"services/{name}" for name in SERVICES), *SHARED])
def test_the_median_file_is_short(source: str) -> None:
    lines = [len(p.read_text(encoding="utf-8").splitlines()) for p in python_files() if p.is_relative_to(ROOT / source)]
    assert median([one for one in lines if one]) <= MEDIAN_LINES_MAX


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if (text := path.read_text(encoding="utf-8").strip()) and not text.startswith('"""')
    ]
    assert silent == []


def test_no_service_has_heard_of_faults_or_of_the_demo() -> None:
    heard = [str(path.relative_to(ROOT)) for path in text_files(under="services") if UNHEARD_OF & words(path)]
    assert heard == []


@pytest.mark.parametrize("text", ["class AtFault:", "is_demo = 1", "# a demo's clock", "--faults"])
def test_a_planted_word_is_heard(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.py").write_text(f"default = 1\n{text}\n")
    assert UNHEARD_OF & words(tmp_path / "x.py")


def has_room(service: Path, room: str) -> bool:
    return (service / room).exists() or (service / f"{room}.py").exists()


def words(path: Path) -> set[str]:
    """All words, those inside names included: `AtFault`, `is_demo`."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", path.read_text(encoding="utf-8"))}
