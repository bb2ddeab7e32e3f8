"""An event class as JSON Schema (2020-12) of `data` as it travels: plain fields, and a box for the personal ones."""

import inspect
import json
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from kernel.personal import PERSONAL

DIALECT = "https://json-schema.org/draft/2020-12/schema"

BOX = {
    "type": "object",
    "description": "AES-256-GCM; bound to the event's id, its type and the key's id. `ciphertext` opens to `x-holds`.",
    "properties": {
        "suite": {"const": "A256GCM"},
        "kid": {"type": "string"},
        "nonce": {"type": "string", "contentEncoding": "base64"},
        "ciphertext": {"type": "string", "contentEncoding": "base64"},
    },
    "required": ["suite", "kid", "nonce", "ciphertext"],
}


def schema_text(name: str, cls: type) -> str:
    return json.dumps(schema(name, cls), ensure_ascii=False, indent=1) + "\n"


def schema(name: str, cls: type) -> dict[str, Any]:
    """`name` is the event's type, such as `jiekun.ledger.AidHeld.v1`."""
    fields, personal_fields = split(cls)
    plain, personal = _struct(cls, fields, "Plain"), _struct(cls, personal_fields, "Sealed")
    (_, holds), defs = msgspec.json.schema_components((plain, personal), ref_template="#/$defs/{name}")
    data, secret = defs.pop(plain.__name__), defs.pop(personal.__name__)
    made: dict[str, Any] = {"$schema": DIALECT, "$id": name, "title": cls.__name__, "description": inspect.getdoc(cls)}
    made |= {"type": "object", "properties": dict(data["properties"]), "required": list(data["required"])}
    if personal.__struct_fields__:
        made["properties"]["sealed"] = {"$ref": "#/$defs/Box", "x-holds": holds}
        if secret["required"]:  # else a fact older than its first personal field has no box
            made["required"] = [*made["required"], "sealed"]
        defs |= {"Box": BOX, personal.__name__: secret | {"title": "Sealed"}}
    return made | ({"$defs": dict(sorted(defs.items()))} if defs else {})


def split(cls: type) -> tuple[dict[str, Any], dict[str, Any]]:
    """Field -> type hint: the plain ones, and the personal ones without their mark."""
    hints = get_type_hints(cls, include_extras=True)
    personal = {name: get_args(hint)[0] for name, hint in hints.items() if is_personal(hint)}
    return {name: hint for name, hint in hints.items() if name not in personal}, personal


def is_personal(hint: Any) -> bool:
    return get_origin(hint) is not None and PERSONAL in getattr(hint, "__metadata__", ())


def _struct(cls: type, part: dict[str, Any], suffix: str) -> type[msgspec.Struct]:
    """A class of these fields alone."""
    known = {field.name: field for field in msgspec.structs.fields(cls)}
    fields = [(name, hint, msgspec.field(**_default(known[name]))) for name, hint in part.items()]
    return msgspec.defstruct(f"{cls.__name__}{suffix}", fields, kw_only=True)


def _default(field: msgspec.structs.FieldInfo) -> dict[str, Any]:
    if field.default is not msgspec.NODEFAULT:
        return {"default": field.default}
    return {} if field.default_factory is msgspec.NODEFAULT else {"default_factory": field.default_factory}
