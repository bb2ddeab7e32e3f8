"""A stored decision, decided again from what was stored with it, gives the same trace byte for byte."""

import base64
import hashlib
import json
import os
import subprocess
import sys
import zlib
from pathlib import Path
from random import Random

import pytest

from policies.documents import profile
from policies.documents.profile import FOLDER, Profile
from policies.judgement import engine
from tests.unit.policies.random_households import SAMPLES, of_every_profile, random_household, told

KEPT = sorted((Path(__file__).parent / "kept_laws").glob("*.json"))
"""Laws that once held, named by their version: the file's bytes as intake keeps them, and what was decided by it."""


@of_every_profile
def test_a_stored_decision_replays_byte_for_byte(law: Profile) -> None:
    random = Random(5)
    anew = profile.load(FOLDER / f"{law.id}.toml", [SAMPLES / f"{overlay.id}.toml" for overlay in law.overlays])
    for _ in range(100):
        facts, parameters = told(law, random_household(law, random))
        stored = _trace(law, facts, parameters)
        read_back = json.loads(json.dumps(facts))
        shuffled = dict(random.sample(sorted(read_back.items()), len(read_back)))
        assert _trace(anew, shuffled, json.loads(json.dumps(parameters))) == stored


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    program = (
        "import json; from policies.documents import profile; from policies.explanation import refusal;"
        "from policies.judgement import engine; law = profile.load('yunnan-2017');"
        "facts = {'members': 3, 'household_income': 950000, 'causes': ['illness', 'accident'], 'migrant_worker': False,"
        " 'rural_poverty_register': False}; p = {'dibao_line': 95000, 'dibao_marginal_ratio': 12000};"
        "print(json.dumps([engine.evaluate(law, facts, p).to_dict(), refusal.explain(law, facts, p).to_dict()]))"
    )
    root = FOLDER.parent.parent
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 2000


def _trace(law: Profile, facts: dict[str, object], parameters: dict[str, object]) -> bytes:
    return json.dumps(engine.evaluate(law, facts, parameters).to_dict(), ensure_ascii=False).encode()


@pytest.mark.parametrize("kept", KEPT, ids=[kept.stem for kept in KEPT])
def test_a_law_as_it_was_kept_still_gives_what_it_decided(kept: Path) -> None:
    """A newer profile judges anew only what is judged anew: an older one, as intake has kept it, says what it said."""
    stored = json.loads(kept.read_text(encoding="utf-8"))
    law = profile.read(stored["file"], zlib.decompress(base64.b64decode(stored["content"])))
    assert law.version == stored["version"]
    for decision in stored["decisions"]:
        again = engine.evaluate(law, decision["facts"], decision["parameters"]).to_dict()
        assert again["proposal"] == decision["proposal"]
        said = json.dumps(again, ensure_ascii=False, separators=(",", ":")).encode()
        assert hashlib.sha256(said).hexdigest() == decision["trace_sha256"]
