"""The list of what is built in names exactly what `requirements.lock` installs (FAULTS A22)."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)


def test_the_list_has_every_package_of_the_lock_with_its_hashes_and_no_other() -> None:
    bom = json.loads((ROOT / "sbom.cdx.json").read_text(encoding="utf-8"))
    listed = {
        (component["name"], component["version"]): {
            one["content"] for reference in component["externalReferences"] for one in reference["hashes"]
        }
        for component in bom["components"]
    }
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = {
        (name, version): set(re.findall(r"sha256:([0-9a-f]{64})", rest)) for name, version, rest in PIN.findall(lock)
    }
    assert len(pinned) == len(re.findall(r"^\S+==", lock, re.MULTILINE))
    assert listed == pinned
    assert bom["bomFormat"] == "CycloneDX"
