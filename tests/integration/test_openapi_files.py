"""`contracts/openapi`: each service's description as it is today, for clients to be made of; a change of it is told."""

import hashlib
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from tests.integration.test_descriptions import SERVICES
from tests.support.service import Begin, SettingsOf, app_of

ROOT = Path(__file__).parents[2]
FILES = ROOT / "contracts" / "openapi"
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SERVICES)
def test_a_file_is_what_the_service_says_of_itself(
    name: str, settings_of: SettingsOf, begin: Begin, exchange: dict[str, Any]
) -> None:
    """`make openapi` has it written instead."""
    settings = settings_of(name, **(exchange if name == "verification" else {}))
    described = app_of(begin(SERVICES[name], settings)).openapi()
    text = _written(described) + "\n"
    path = FILES / f"{name}.json"
    if "JIEKUN_WRITE_OPENAPI" in os.environ:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, "run: make openapi"


def test_a_changed_description_stands_in_the_changelog() -> None:
    """Its newest entry names the digest of each file, so that nobody changes one and tells nothing."""
    newest = re.split(r"^## ", CHANGELOG, flags=re.MULTILINE)[1]
    digests = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in sorted(FILES.glob("*.json"))}
    assert digests.keys() == SERVICES.keys()
    told = ", ".join(f"{name} `{digest}`" for name, digest in digests.items())
    assert told in " ".join(newest.split()), f"say in CHANGELOG.md what changes for callers, and: {told}"


def _written(value: Any, depth: int = 0) -> str:
    """One line for each answer of a route and each field of a shape: short enough to keep, and read as a difference."""
    if not isinstance(value, dict) or not value or depth == ONE_LINE_FROM:
        return json.dumps(value, ensure_ascii=False)
    inner = (f"{json.dumps(name, ensure_ascii=False)}: {_written(one, depth + 1)}" for name, one in value.items())
    indent = "\n" + " " * (depth + 1)
    return "{" + indent + f",{indent}".join(inner) + indent[:-1] + "}"


ONE_LINE_FROM = 5
"""paths, path, method, responses, status; components, schemas, name, properties, field."""
