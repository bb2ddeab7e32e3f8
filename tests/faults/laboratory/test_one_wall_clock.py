"""Real time is read in one place, so that a launcher can wrap it, and by services nowhere else."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, python_files

ASKED = re.compile(r"datetime\.(now|utcnow|today)\(|date\.today\(|time\.time(_ns)?\(")
ROOMS = ("kernel", "contracts", "policies", "chassis", "dci", "services")


def test_nothing_of_a_service_asks_the_machine_what_time_it_is() -> None:
    files = [path for path in python_files() if path.relative_to(ROOT).parts[0] in ROOMS]
    assert len(files) > 100
    assert [str(path.relative_to(ROOT)) for path in files if asks(path)] == []


@pytest.mark.parametrize("text", ["at = datetime.now(UTC)", "return time.time()", "ms = time.time_ns() // 1000"])
def test_a_planted_question_is_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.py").write_text(text)
    assert asks(tmp_path / "x.py")


def asks(path: Path) -> bool:
    return ASKED.search(path.read_text(encoding="utf-8")) is not None
