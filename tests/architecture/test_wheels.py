"""What is installed: `jiekun`, which every service needs, and the laboratory, which none does.

See docs/decisions/0018-the-laboratory-is-a-distribution-of-its-own.md.
"""

import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, SOURCES, text_files

OF_THE_LABORATORY = {"lab", "bench", "demo", "faults"}
BUILD = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources: building leaves nothing in ours, and takes nothing that an earlier build left."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in SOURCES:
        for path in text_files(under=name):
            _copy(path, copy)
    _copy(ROOT / "pyproject.toml", copy)
    _copy(ROOT / "README.md", copy)
    return copy


def test_what_a_service_installs_holds_neither_demo_nor_bench_nor_faults(checkout: Path, tmp_path: Path) -> None:
    held = wheel(checkout, tmp_path)
    assert modules(held) == {each for each in sources() if not each.startswith("lab/")}
    assert [each for each in held if OF_THE_LABORATORY & set(Path(each).parts)] == []


def test_the_laboratory_is_whole_with_what_the_benchs_peers_need(checkout: Path, tmp_path: Path) -> None:
    held = wheel(checkout / "lab", tmp_path)
    assert modules(held) == {each for each in sources() if each.startswith("lab/")}
    needed = {f"lab/bench/peers/{name}" for name in ("requirements.txt", "requirements-openfisca.txt")}
    assert needed | {f"lab/bench/peers/node/{name}" for name in ("emmett_single.mjs", "package.json")} <= held


def test_a_planted_laboratory_is_found(checkout: Path, tmp_path: Path) -> None:
    planted = tmp_path / "planted"
    shutil.copytree(checkout, planted)
    (planted / "cli" / "demo").mkdir()
    (planted / "cli" / "demo" / "run.py").touch()
    held = wheel(planted, tmp_path)
    assert [each for each in held if OF_THE_LABORATORY & set(Path(each).parts)] == ["cli/demo/run.py"]


def test_the_entry_points_lead_to_what_is_there() -> None:
    project = tomllib.loads((ROOT / "lab" / "pyproject.toml").read_text())["project"]
    for group in project["entry-points"].values():
        for target in group.values():
            module, name = target.split(":")
            assert f"def {name}(" in (ROOT / module.replace(".", "/")).with_suffix(".py").read_text()


def wheel(folder: Path, into: Path) -> set[str]:
    """The files of the wheel that is built there."""
    built = subprocess.run(
        [sys.executable, "-c", BUILD, str(into)], cwd=folder, capture_output=True, text=True, check=True
    )
    with zipfile.ZipFile(into / built.stdout.splitlines()[-1]) as made:
        return {each for each in made.namelist() if ".dist-info/" not in each}


def modules(held: set[str]) -> set[str]:
    return {each for each in held if each.endswith(".py")}


def sources() -> set[str]:
    return {str(path.relative_to(ROOT)) for name in SOURCES for path in text_files(under=name) if path.suffix == ".py"}


def _copy(path: Path, root: Path) -> None:
    there = root / path.relative_to(ROOT)
    there.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, there)
