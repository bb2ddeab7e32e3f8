"""`python -m services.<name> WORD`: a service's own words stand beside those that every service has."""

import subprocess
import sys

import pytest

from tests.architecture.tree import ROOT


@pytest.mark.parametrize(
    ("service", "words"),
    [
        ("intake", "read-models, drift, rebuild, redecide, simulate, blobs"),
        ("assistance", "read-models, drift, rebuild, costs"),
        ("ledger", "read-models, drift, rebuild"),
    ],
)
def test_an_unknown_word_is_answered_with_the_words_there_are(service: str, words: str) -> None:
    command = [sys.executable, "-m", f"services.{service}", "nonsense"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith(f"takes nothing, or a word: {words}\n")
