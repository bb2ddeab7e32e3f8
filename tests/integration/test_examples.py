"""What the descriptions give as an example, or take when nothing is said, is something that they allow themselves.

Somebody who copies an example must not be refused for it, and a mock made of the description must not lie.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

FILES = sorted((Path(__file__).parents[2] / "contracts" / "openapi").glob("*.json"))
Description = dict[str, Any]

NAMES = ("properties", "paths", "schemas", "responses", "parameters")
"""Under these the keys are names of somebody's, no words of the description's."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_example_and_default_is_allowed_by_its_own_schema(path: Path) -> None:
    described = json.loads(path.read_text(encoding="utf-8"))
    given = list(examples(described))
    assert len(given) > 10
    assert refused(described) == []


def test_what_a_schema_does_not_allow_is_found_wherever_it_stands() -> None:
    status = {"type": "string", "enum": ["open", "closed"]}
    planted = {
        "paths": {"/v1/x": {"get": {
            "parameters": [{"name": "status", "schema": {"$ref": "#/components/schemas/Status"}, "example": "shut"}],
            "responses": {"200": {"content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/X"},
                "examples": {"one": {"value": {"status": "ajar"}}, "two": {"value": {"status": "open"}}},
            }}}},
        }}},
        "components": {"schemas": {
            "Status": {**status, "default": "new"},
            "X": {"type": "object", "properties": {
                "status": status,
                "day": {"type": "string", "format": "date", "examples": ["2026-13-01", "2026-12-01"]},
                "examples": {"type": "string", "examples": [1]},
            }},
        }},
    }  # fmt: skip
    assert [value for _, value in refused(planted)] == ["shut", {"status": "ajar"}, "new", "2026-13-01", 1]


def refused(described: Description) -> list[tuple[str, Any]]:
    """(where, value) of each that its schema does not allow."""
    return [(where, value) for where, schema, value in examples(described) if not allows(described, schema, value)]


def examples(described: Description) -> Iterator[tuple[str, Any, Any]]:
    """(where, schema, value) of each example and default; `example` and named `examples` stand beside their schema."""
    for where, node in _nodes(described, ""):
        schema = node.get("schema", node)
        if "example" in node:
            yield where, schema, node["example"]
        match node.get("examples"):
            case list() as values:
                yield from ((where, schema, value) for value in values)
            case dict() as values:
                yield from ((where, schema, one["value"]) for one in values.values() if "value" in one)
        if "default" in node:
            yield where, schema, node["default"]


def allows(described: Description, schema: Any, value: Any) -> bool:
    whole = {**schema, "components": described.get("components", {})}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True).is_valid(value)


def _nodes(node: Any, where: str, are_names: bool = False) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each object of the description that is no map of names, with its place; no value of an example."""
    if isinstance(node, list):
        for place, one in enumerate(node):
            yield from _nodes(one, f"{where}/{place}")
    elif isinstance(node, dict):
        if not are_names:
            yield where, node
        for name, one in node.items():
            if are_names or name not in ("example", "examples", "default", "enum", "const"):
                yield from _nodes(one, f"{where}/{name}", are_names=not are_names and name in NAMES)
