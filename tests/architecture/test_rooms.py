"""The four services look alike, files stay small, and nothing of a test laboratory is known inside."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path
from statistics import median

import pytest

from tests.architecture.tree import ROOT, SERVICES, SOURCES, python_files, text_files

ROOMS = (
    "README.md", "__init__.py", "__main__.py", "bootstrap", "settings", "errors", "domain", "domain/events",
    "domain/commands", "domain/rules", "handlers", "messages", "projections", "api", "migrations", "adapters",
)  # fmt: skip
SHARED = [source for source in SOURCES if source not in ("services", "contracts")]
"""`contracts` lists each source's events on one page, however many there are."""
MEDIAN_LINES_MAX = 100
STEPS_OF_THE_LAW = {"submitting", "reviewing", "opening", "closing"}
NOUNS_IN_ING = {"routing"}
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


def test_files_have_nouns_for_names_but_for_the_steps_of_the_law() -> None:
    """CONTRIBUTING.md: Names. What ends in -ing is one of the four steps or a noun of the field."""
    assert [str(path.relative_to(ROOT)) for path in python_files() if in_ing([path])] == []


def test_a_participle_is_seen(tmp_path: Path) -> None:
    assert in_ing([tmp_path / "deciding.py", tmp_path / "opening.py", tmp_path / "routing.py"]) == ["deciding"]


def test_no_service_has_heard_of_faults_or_of_the_demo() -> None:
    heard = [str(path.relative_to(ROOT)) for path in text_files(under="services") if UNHEARD_OF & words(path)]
    assert heard == []


@pytest.mark.parametrize("text", ["class AtFault:", "is_demo = 1", "# a demo's clock", "--faults"])
def test_a_planted_word_is_heard(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.py").write_text(f"default = 1\n{text}\n")
    assert UNHEARD_OF & words(tmp_path / "x.py")


def test_no_module_patches_another() -> None:
    """What differs between a laboratory and the product enters as an argument."""
    found = {str(path.relative_to(ROOT)): patched(path.read_text(encoding="utf-8")) for path in python_files()}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "text", ["from chassis import x\nx.LEASE_S = 5", "import lab.b as x\ndef f():\n    x.y, z = 1, 2"]
)
def test_a_planted_patch_is_found(text: str) -> None:
    assert patched(text) == ["x"]


def in_ing(paths: Iterable[Path]) -> list[str]:
    return [
        path.stem
        for path in paths
        if re.search("[a-z]ing$", path.stem) and path.stem not in STEPS_OF_THE_LAW | NOUNS_IN_ING
    ]


def has_room(service: Path, room: str) -> bool:
    return (service / room).exists() or (service / f"{room}.py").exists()


def words(path: Path) -> set[str]:
    """All words, those inside names included: `AtFault`, `is_demo`."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", path.read_text(encoding="utf-8"))}


def patched(text: str) -> list[str]:
    """Modules and names of ours that something is assigned on."""
    nodes = list(ast.walk(ast.parse(text)))
    ours = [
        alias
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if (getattr(node, "module", None) or alias.name).partition(".")[0] in SOURCES
    ]
    names = {(alias.asname or alias.name).partition(".")[0] for alias in ours}
    on = [n.value for n in nodes if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store)]
    return [value.id for value in on if isinstance(value, ast.Name) and value.id in names]
