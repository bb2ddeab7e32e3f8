"""Scenario files, those shipped here and a stranger's own: found by name or path, read strictly, refused in words."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Final

import msgspec

from agencies.behaviour import Behaviour, Manner
from agencies.faults import Fault
from agencies.items_table import AGENCIES

NAMES: Final = tuple(
    sorted(file.name.removesuffix(".toml") for file in files(__name__).iterdir() if ".toml" in file.name)
)


class ScenarioRefused(ValueError):
    """The file is no scenario; the text says where and why, 中文 · English."""


def load(path: Path | None) -> Behaviour:
    """From a `.toml` or `.json` file; without one every agency is quick and right. Raises `ScenarioRefused`."""
    if path is None:
        return Behaviour()
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ScenarioRefused(f"{path}：{error.strerror}") from None
    return _read(path.name, raw)


def file_of(name: str) -> Path:
    """A shipped one by its name, or a file by its path. Raises `ScenarioRefused`."""
    if name in NAMES:
        return Path(str(files(__name__).joinpath(f"{name}.toml")))
    path = Path(name)
    if not path.is_file():
        raise ScenarioRefused(
            f"没有场景 {name!r}；现有 · no scenario {name!r}; there are: {', '.join(NAMES)}, or a file"
        )
    return path


def _read(name: str, raw: bytes) -> Behaviour:
    try:
        table = msgspec.json.decode(raw) if name.endswith(".json") else tomllib.loads(raw.decode())
        behaviour = msgspec.convert(table, Behaviour)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.DecodeError) as error:
        raise ScenarioRefused(f"{name}：{_in_words(str(error))}") from None
    if strangers := sorted(set(behaviour.agencies) - set(AGENCIES)):
        known = ", ".join(AGENCIES)
        raise ScenarioRefused(f"{name}：没有部门 · no agency {', '.join(strangers)}; there are: {known}")
    return behaviour


def _in_words(error: str) -> str:
    """What may stand there, after what was found: a misspelt word is seen at once."""
    what, _, place = error.partition(" - at `")
    where = f"（{place.rstrip('`')}）" if place else ""
    if "unknown field" in what:
        word = what.partition("`")[2].rstrip("`")
        may = Behaviour.__struct_fields__ if place in ("", "$`") else Manner.__struct_fields__
        return f"不认识的项 · unknown key {word}{where}; 此处可有 · there may be: {', '.join(may)}"
    if "enum value" in what:
        return f"不认识的故障 · {what}{where}; 可有 · there may be: {', '.join(Fault)}"
    return f"{what}{where}"
