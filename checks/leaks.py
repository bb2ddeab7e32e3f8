"""Looks for personal data of the fictive population in whatever a run wrote: logs, metrics, topics, tables, files.

Names, ID numbers (18 and 15 digits), accounts, phones, addresses. Exempt, and not to be handed in: the agencies'
own files, the roster, exports, the population itself.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from psycopg.sql import SQL, Identifier

from agencies.population import Population
from chassis.roles import SERVICES
from checks.storage import Storage
from kernel import resident_id

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS = re.compile(rf"[{_HAN}·][{_HAN}·0-9]*|[0-9][0-9Xx]{{10,}}")
"""What a needle can stand in: a run of Chinese text (with house numbers), or of at least eleven digits."""
_CANDIDATES = re.compile(
    rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}|\xf0[\xa0-\xbf][\x80-\xbf]{2}|\xc2\xb7|\\u[0-9a-fA-F]{4}|[0-9Xx])+"
)
"""The same among arbitrary bytes, taken generously: decoding a whole binary file would take minutes."""
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")

_CHUNK = 1 << 24
_OVERLAP = 1 << 10


class Leak(msgspec.Struct, frozen=True):
    """`what`: name, id_number, account, phone or address; never the datum itself. `number`: whose, by household."""

    what: str
    number: str
    where: str


class Needles:
    """Every personal datum of the population, found in any text in one pass over it."""

    def __init__(self, population: Population) -> None:
        self._known: dict[str, tuple[str, str]] = {}
        for household in population.households:
            for what, datum in _data_of(household.body):
                self._known.setdefault(datum, (what, household.number))
        self._lengths = sorted({len(datum) for datum in self._known})

    def search(self, where: str, text: str) -> Iterator[Leak]:
        """Each datum once per text. A name of two characters counts only where it stands by itself."""
        found: set[str] = set()
        for run in _RUNS.findall(_unescaped(text)):
            found.update(self._in(run))
        for datum in sorted(found):
            yield Leak(*self._known[datum], where)

    def search_file(self, path: Path) -> Iterator[Leak]:
        """A file of any kind, read as UTF-8 where it is that, in overlapping pieces."""
        seen: set[Leak] = set()
        rest = b""
        with path.open("rb") as file:
            while piece := file.read(_CHUNK):
                candidates = b"\n".join(_CANDIDATES.findall(rest + piece))
                seen.update(self.search(str(path), candidates.decode("utf-8", "replace")))
                rest = piece[-_OVERLAP:]
        yield from sorted(seen, key=lambda leak: (leak.what, leak.number))

    def _in(self, run: str) -> Iterator[str]:
        upper = run.upper()
        if upper in self._known:
            yield upper
        for length in self._lengths:
            if length < 3 or length > len(run):
                continue
            for start in range(len(run) - length + 1):
                if (piece := upper[start : start + length]) in self._known:
                    yield piece


def in_texts(needles: Needles, texts: Iterable[tuple[str, str | bytes]]) -> list[Leak]:
    """(where, text): metrics, keys, headers, URLs, bodies of topics."""
    return [
        leak
        for where, text in texts
        for leak in needles.search(where, text if isinstance(text, str) else text.decode("utf-8", "replace"))
    ]


def in_files(needles: Needles, *folders: Path) -> list[Leak]:
    """Every file below the folders: logs, and the database server's own files, which may hold nothing either."""
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [leak for path in files for leak in needles.search_file(path)]


def in_tables(needles: Needles, storage: Storage) -> list[Leak]:
    """Every row of every table of the four services; a sealed box is base64 there, and gives nothing away."""
    return [leak for where, text in table_texts(storage) for leak in needles.search(where, text)]


def table_texts(storage: Storage) -> Iterator[tuple[str, str]]:
    """(service.table, one row as text), bytes read as the text they hold."""
    for service in SERVICES:
        for (table,) in storage.rows(service, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"):
            query = SQL("SELECT * FROM {}").format(Identifier(table)).as_string()
            for row in storage.stream(service, query):
                yield f"{service}.{table}", "\n".join(_text(value) for value in row)


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _data_of(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for member in body["members"]:
        yield "name", member["name"]
        number = member["id_number"]
        full = number if len(number) == 18 else resident_id.to_18(number)
        yield "id_number", full
        yield "id_number", full[:6] + full[8:17]
    yield "phone", body["contact"]["phone"]
    yield "address", body["contact"]["address"]
    yield "account", body["account"]["number"]


def _unescaped(text: str) -> str:
    r"""`\u9648` as the character it stands for, pairs for rare ones included."""
    if "\\u" not in text:
        return text
    plain = _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text)
    return _SURROGATES.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), plain)
