"""No file names a package registry or a path of somebody's machine."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, text_files

TRACES = re.compile(
    r"pypi\.org|pythonhosted|npmjs|artifactory|\bnexus\b|--(?:extra-)?index-url"
    r"|(?<![\w.}/-])/(?:root|home/\w+|Users/\w+|work)/"
)


def test_no_file_names_a_registry_or_a_machine() -> None:
    here = Path(__file__)
    found = [f"{path.relative_to(ROOT)}: {hit}" for path in text_files() if path != here for hit in traces(path)]
    assert found == []


@pytest.mark.parametrize("text", ["see /home/somebody/x", "--index-url x", "https://pypi.org/simple", "'/root/.venv'"])
def test_a_planted_trace_is_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "page.md").write_text(text)
    assert traces(tmp_path / "page.md")


def traces(path: Path) -> list[str]:
    return [hit[0] for hit in TRACES.finditer(path.read_text(encoding="utf-8", errors="replace"))]
