"""Whoever follows a citation finds the page and the heading, or the module."""

from pathlib import Path

from tests.architecture.tree import ROOT
from tests.docs.citations import citing, dangling

PLANTED = {Path(__file__), Path(__file__).with_name("test_pages.py")}


def test_every_cited_page_heading_and_module_is_there() -> None:
    files = [path for path in citing() if path not in PLANTED]
    assert {path.suffix for path in files} == {".py", ".md", ".json", ".toml", ".sql", ".yml"}
    assert [f"{path.relative_to(ROOT)}: {one}" for path in files for one in dangling(path)] == []


def test_planted_citations_of_what_is_not_there_are_found(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "store.md").write_text("# The store\n\n## Gapless positions\n")
    (tmp_path / "kernel").mkdir()
    (tmp_path / "kernel" / "fen.py").touch()
    cited = tmp_path / "x.sql"
    cited.write_text(
        "-- docs/store.md, see docs/store.md#gapless-positions and `docs/store.md#the-store`.\n"
        "-- docs/store.md#gaps docs/gone.md GONE.md docs/gone.md#anything\n"
        "-- (DESIGN §4) decision 7, ADR 8 docs/store.md, Gapless positions; kaifeng §五, RFC 9162 §2.1: others'.\n"
        "-- `fen.py` `kernel/fen.py` `len.py` `policies/fen.py`\n"
    )
    assert sorted(dangling(cited, tmp_path)) == [
        "ADR 8",
        "DESIGN §",
        "GONE.md",
        "decision 7",
        "docs/gone.md",
        "docs/gone.md",
        "docs/store.md#gaps",
        "docs/store.md, Gapless",
        "len.py",
        "policies/fen.py",
    ]
