"""A clause that code, tests or a page cites, such as `kaifeng §五(二)3`, is one that the document has."""

import re
from pathlib import Path

import pytest

from policies.traceability.clauses import FOLDER, clauses
from tests.architecture.tree import SOURCES, text_files

DOCUMENTS = {path.stem.partition("-")[0]: path.stem for path in FOLDER.glob("*.txt")}
KINDS = (".py", ".md", ".toml")
_CITED = re.compile(rf"({'|'.join(DOCUMENTS)})(?:-\d{{4}})? §([一二三四五六七八九](?:\([一二三四五六七八九]\))?\.?\d?)")


def cited(text: str) -> set[tuple[str, str]]:
    """Document and clause, `二.3` written as the `二3` that it is."""
    return {(DOCUMENTS[place], clause.replace(".", "")) for place, clause in _CITED.findall(text)}


def not_there(files: list[Path]) -> list[str]:
    return [
        f"{path.name}: {document} §{clause}"
        for path in files
        for document, clause in sorted(cited(path.read_text(encoding="utf-8")))
        if clause not in clauses(document)
    ]


def test_every_cited_clause_is_there() -> None:
    files = [path for under in (*SOURCES, "docs", "tests") for path in text_files(under=under) if path.suffix in KINDS]
    files.remove(Path(__file__))
    assert ("kaifeng-2019", "二3") in {one for path in files for one in cited(path.read_text(encoding="utf-8"))}
    assert not_there(files) == []


@pytest.mark.parametrize("false", ["kaifeng §七(一)3 ", "see yunnan-2017 §四(三)", "shantou §三(五)9", "baisha §三6"])
def test_a_planted_false_citation_is_found(tmp_path: Path, false: str) -> None:
    (tmp_path / "x.py").write_text(f'"""By {false}, and kaifeng §五(二)3."""\n', encoding="utf-8")
    assert len(not_there([tmp_path / "x.py"])) == 1
