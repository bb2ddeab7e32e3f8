"""Our names in the standard's namespaces: registries, events, kinds of records, identifiers and kinds of queries."""

import re
from typing import Final

from dci.parser import Malformed

REGISTRY: Final = "ns:cn:RegistryType:"
EVENT: Final = "ns:cn:RegistryEventType:"
RECORD: Final = "ns:cn:RegRecordType:"
RESIDENT_ID: Final = "ns:cn:IdType:ResidentId"
PERSONS: Final = "ns:cn:QueryType:Persons"


def registry(agency: str) -> str:
    return REGISTRY + _camel(agency)


def event_type(item: str) -> str:
    return EVENT + _camel(item)


def record_type(item: str) -> str:
    """Of an item's records; a refusal of what is no item of ours has records of a person, and none."""
    return RECORD + (_camel(item) or "Person")


def code_of(name: str | None, prefix: str) -> str:
    """The code that a name in a namespace stands for. Raises `Malformed`."""
    if name is None or not name.startswith(prefix):
        raise Malformed("a name of another namespace")
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name.removeprefix(prefix)).lower()


def _camel(code: str) -> str:
    return "".join(word.capitalize() for word in code.split("_"))
