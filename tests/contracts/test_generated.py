"""Schemas and page are what the classes say, and what really travels fits the schemas."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from chassis.codec import personal_fields
from contracts.generate import PRODUCERS, ROOT, generated, schemas_folder
from contracts.meanings import meaning, unused
from contracts.page import parts
from contracts.shapes import schema, split
from tests.contracts import golden

PUBLISHED = [(name, cls) for module in PRODUCERS.values() for name, cls in module.EVENTS.items()]


@pytest.mark.parametrize("path", generated(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_generated_file_is_current(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == generated()[path], "run: python -m contracts.generate"


def test_each_field_has_its_meaning_and_no_meaning_is_left_of_a_field_that_is_gone() -> None:
    """A field without one: `contracts.meanings` says so when the page is made."""
    classes = [cls for _, cls in PUBLISHED]
    asked = {(cls, one.encode_name) for cls in [*classes, *parts(classes)] for one in msgspec.structs.fields(cls)}
    assert all(len(meaning(cls, field)) > 2 for cls, field in asked)
    assert unused({f"{cls.__name__}.{field}" for cls, field in asked}) == set()


def test_no_schema_is_left_of_a_type_that_is_gone() -> None:
    assert set(schemas_folder().glob("*.json")) - generated().keys() == set()


@pytest.mark.parametrize(("name", "cls"), PUBLISHED, ids=lambda value: value if isinstance(value, str) else "")
def test_a_schema_tells_plain_from_personal_as_the_codec_does(name: str, cls: type) -> None:
    assert list(split(cls)[1]) == personal_fields(cls)
    body, _ = golden.read(golden.FOLDER / f"{name}.json")
    data: dict[str, Any] = json.loads(body)["data"]
    described = schema(name, cls)
    assert set(data) - described["properties"].keys() == set()
    assert set(described["required"]) - data.keys() == set()
