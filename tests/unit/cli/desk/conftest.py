"""A terminal at which somebody is logged in, before four doors that are as they are described."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from cli.main import app
from machine.installation import note_ports
from machine.issuer import new_key
from machine.ports import Ports
from tests.support.described_api import DescribedApi, serving
from tests.unit.cli.desk.lines import ANSWERS, Line

LOGIN = ("--org", "44/4405", "--role", "reviewer", "--role", "case_worker", "--by", "li.wei")


@dataclass
class Terminal:
    data: Path
    api: DescribedApi
    files: Iterator[int]

    def types(self, line: Line, *, as_json: bool = False) -> Result:
        """`{new}` in it is a file that is not there yet, `{old}` one that is."""
        self.api.answers = {**ANSWERS, **line.answers}
        words = [
            word.format(new=self.data / f"new-{next(self.files)}", old=self.data / "paper.pdf") for word in line.words
        ]
        lasting = [*words, "--data", str(self.data), *(["--json"] if as_json else [])]
        return CliRunner().invoke(app([words[0]]), lasting, input=line.stdin)

    def says(self, words: str, stdin: str = "", *, as_json: bool = False) -> Result:
        return self.types(Line(words.split(), stdin), as_json=as_json)


@pytest.fixture(scope="module")
def doors() -> Iterator[tuple[DescribedApi, dict[str, int]]]:
    api = DescribedApi()
    with serving(api) as ports:
        yield api, ports


@pytest.fixture
def api(doors: tuple[DescribedApi, dict[str, int]]) -> DescribedApi:
    api, _ = doors
    api.asked.clear()
    return api


@pytest.fixture
def stranger(tmp_path: Path, api: DescribedApi, doors: tuple[DescribedApi, dict[str, int]]) -> Terminal:
    """Nobody is logged in."""
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "issuer.key.json").write_text(json.dumps(new_key()))
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7")
    note_ports(tmp_path, replace(Ports(), **doors[1]))
    return Terminal(tmp_path, api, count())


@pytest.fixture
def terminal(stranger: Terminal) -> Terminal:
    told = stranger.types(Line(["login", *LOGIN]))
    assert told.exit_code == 0, told.output
    return stranger
