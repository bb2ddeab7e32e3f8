"""What a description is asked by tests: its fields, its answers' schemas, and both held against an answer."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs

Description = dict[str, Any]


def answers(description: Description) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(operation, media type, schema) of every good answer with a body."""
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            for status, answer in operation["responses"].items():
                for kind, content in answer.get("content", {}).items() if status.startswith("2") else ():
                    yield f"{method.upper()} {path}", kind, content.get("schema", {})


def fields(description: Description) -> Iterator[tuple[str, dict[str, Any]]]:
    """(model.field, schema) of every field of a body and of an answer, but for those of a refusal and of an ack."""
    for name, model in description["components"]["schemas"].items():
        if name != "Problem":
            for field, schema in model.get("properties", {}).items():
                yield f"{name}.{field}", schema


def meaning(schema: dict[str, Any]) -> str:
    """Its own description, or that of the kind of value that it may have."""
    said = (one.get("description", "") for one in (schema, *schema.get("anyOf", ())))
    return str(next(filter(None, said), ""))


def is_anything(schema: dict[str, Any]) -> bool:
    """It says nothing about what stands there."""
    if "items" in schema:
        return is_anything(schema["items"])
    if "anyOf" in schema:
        return any(map(is_anything, schema["anyOf"]))
    said = schema.keys() & {"$ref", "enum", "const", "properties", "format", "allOf"}
    return not said and (schema.get("type", "object") == "object" and schema.get("additionalProperties", True) is True)


def strictly(description: Description, schema: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
    """Holds an answer against its schema, where a field that is not described is an error."""
    schemas = {name: _closed(model) for name, model in description["components"]["schemas"].items()}
    whole = {**_closed(schema), "components": {"schemas": schemas}}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


def _closed(schema: Any) -> Any:
    match schema:
        case dict():
            inner = {name: _closed(value) for name, value in schema.items()}
            return {"additionalProperties": False, **inner} if "properties" in schema else inner
        case list():
            return [_closed(value) for value in schema]
    return schema
