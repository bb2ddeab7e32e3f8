"""What was published once can be read for ever: every golden sample decodes to what it meant."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from contracts.generate import PRODUCERS
from tests.contracts import golden

SAMPLES = sorted(golden.FOLDER.glob("*.json"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_still_means_what_it_meant(path: Path) -> None:
    body, means = golden.read(path)
    decoded = golden.decode(body)
    assert decoded.envelope.type == path.stem
    assert missing(means, json.loads(msgspec.json.encode(decoded.event))) == []


def test_every_published_type_has_its_sample() -> None:
    published = {name for module in PRODUCERS.values() for name in module.EVENTS}
    assert published - {path.stem for path in SAMPLES} == set()


def test_no_sample_was_edited_or_taken_away() -> None:
    assert {path.name: golden.digest_of(path) for path in SAMPLES} == golden.sums()


def test_a_changed_meaning_is_noticed() -> None:
    assert missing({"a": 1, "b": [{"c": 2}]}, {"a": 1, "b": [{"c": 3, "new": 4}]}) == [".b.0.c"]


def missing(old: Any, new: Any, at: str = "") -> list[str]:
    """Where `new` does not say what `old` said; it may say more."""
    if isinstance(old, dict) and isinstance(new, dict):
        return [gap for key in old for gap in missing(old[key], new.get(key), f"{at}.{key}")]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [gap for place, pair in enumerate(zip(old, new, strict=True)) for gap in missing(*pair, f"{at}.{place}")]
    return [] if old == new else [at]
