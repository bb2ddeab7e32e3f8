"""A stored decision, decided again from what was stored with it, gives the same trace byte for byte."""

import json
import os
import subprocess
import sys
from random import Random

from policies.documents import profile
from policies.documents.profile import FOLDER, Profile
from policies.judgement import engine
from tests.unit.policies.random_households import SAMPLES, of_every_profile, random_household, told


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
