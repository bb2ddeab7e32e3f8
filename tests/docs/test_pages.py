"""Every page's links lead somewhere, and the paths and make targets that it names are there."""

from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tests.docs.pages import broken, pages


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_promises_nothing_that_is_not_there(page: Path) -> None:
    assert broken(page) == []


def test_planted_breaks_are_found(tmp_path: Path) -> None:
    (tmp_path / "kernel").mkdir()
    (tmp_path / "kernel" / "fen.py").touch()
    (tmp_path / "kernel" / "0007-a-decision.md").touch()
    (tmp_path / "Makefile").write_text("run: setup\n")
    page = tmp_path / "README.md"
    page.write_text(
        "# A page\n[fine](kernel/fen.py) [here](#a-page) [gone](kernel/gone.py) [nowhere](#another) `kernel/fen.py`\n"
        "`kernel/gone.py` `kernel/{fen,gone}.py` `kernel/*.py` `make run` `make gone`\n"
        "[0007](kernel/0007-a-decision.md) [8](kernel/0007-a-decision.md)\n"
        "```\nkernel/whatever.py\nmake lost\n```\n"
    )
    assert sorted(broken(page, tmp_path)) == [
        "`kernel/gone.py`",
        "`kernel/{fen,gone}.py`",
        "decision 8 is kernel/0007-a-decision.md",
        "link to #another",
        "link to kernel/gone.py",
        "make gone",
        "make lost",
    ]
