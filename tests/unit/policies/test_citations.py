"""A clause that code, tests or a page cites, such as `kaifeng §五(二)3`, is one that the document has, and says the
words that stand before it."""

import re
from pathlib import Path

import pytest

from policies.traceability.clauses import FOLDER, clauses, stands_in
from tests.architecture.tree import SOURCES, text_files

DOCUMENTS = {path.stem.partition("-")[0]: path.stem for path in FOLDER.glob("*.txt")}
KINDS = (".py", ".md", ".toml")
_CITED = re.compile(rf"({'|'.join(DOCUMENTS)})(?:-\d{{4}})? §([一二三四五六七八九](?:\([一二三四五六七八九]\))?\.?\d?)")
_SAID = re.compile(rf"([\u4e00-\u9fff、，]{{2,}})\s*[:(,]?\s*{_CITED.pattern}")


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


def not_said(files: list[Path]) -> list[str]:
    """Chinese words right before a clause are its own: 一门受理 was said to be kaifeng's, which has no such words."""
    return [
        f"{path.name}: {document} §{clause} does not say {quote}"
        for path in files
        for said, place, written in _SAID.findall(path.read_text(encoding="utf-8"))
        for document, clause in [(DOCUMENTS[place], written.replace(".", ""))]
        for quote in filter(None, re.split("[、，]", said))
        if not stands_in(quote, _with_its_points(document, clause))
    ]


def _with_its_points(document: str, clause: str) -> str:
    return "\n".join(own for one, own in clauses(document).items() if one.startswith(clause))


def citing() -> list[Path]:
    files = [path for under in (*SOURCES, "docs", "tests") for path in text_files(under=under) if path.suffix in KINDS]
    files.remove(Path(__file__))
    return files


def test_every_cited_clause_is_there() -> None:
    files = citing()
    assert ("kaifeng-2019", "二3") in {one for path in files for one in cited(path.read_text(encoding="utf-8"))}
    assert not_there(files) == []


@pytest.mark.parametrize("false", ["kaifeng §七(一)3 ", "see yunnan-2017 §四(三)", "shantou §三(五)9", "baisha §三6"])
def test_a_planted_false_citation_is_found(tmp_path: Path, false: str) -> None:
    (tmp_path / "x.py").write_text(f'"""By {false}, and kaifeng §五(二)3."""\n', encoding="utf-8")
    assert len(not_there([tmp_path / "x.py"])) == 1


def test_words_before_a_cited_clause_are_of_that_clause() -> None:
    files = citing()
    assert sum(len(_SAID.findall(path.read_text(encoding="utf-8"))) for path in files) > 5
    assert not_said(files) == []


def test_planted_words_of_another_document_are_found(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text(
        "One door (一门受理: kaifeng §五(一)), 一帮到底 (qinhuangdao §三(一)).\n", encoding="utf-8"
    )
    assert not_said([tmp_path / "x.md"]) == ["x.md: kaifeng-2019 §五(一) does not say 一门受理"]
