"""What carries a sentence that no rule, measure or target carries: a feature; or why nothing does yet.

`reasons.toml` says each feature, each gap and each kind of silence once; `<profile>.toml` gives, for a clause, its
words and which of those answer them, or `measure <id>` and `batch <name>` where another clause of the same document
orders the same in detail. The words "*" stand for all of the clause that nothing else answers.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

FOLDER = Path(__file__).parent
WHOLE = "*"

Given = dict[str, dict[str, tuple[str, ...]]]


class Reason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`carried_by`: the places in this repository that do it; a feature has some."""

    chinese: str
    english: str
    carried_by: tuple[str, ...] = ()
    kind: Literal["feature", "gap", "silent"] = "silent"


@cache
def reasons() -> dict[str, Reason]:
    """Every reason by its id."""
    tables = msgspec.convert(_read("reasons"), dict[str, dict[str, Reason]])
    kinds: dict[str, Literal["feature", "gap", "silent"]] = {"features": "feature", "gaps": "gap", "silent": "silent"}
    return {
        name: msgspec.structs.replace(reason, kind=kinds[table])
        for table, entries in tables.items()
        for name, reason in entries.items()
    }


@cache
def given(profile_id: str) -> Given:
    """Clause to words to what answers them."""
    return msgspec.convert(_read(profile_id), Given)


def _read(name: str) -> dict[str, object]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
