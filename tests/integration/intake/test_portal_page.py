"""`docs/for-portal-developers.md` is true: its commands run as printed, by bash and curl, and so are the answers."""

import os
import re
import subprocess
from pathlib import Path

from machine import issuer
from tests.integration.intake.conftest import UNION, Intake

PAGE = (Path(__file__).parents[3] / "docs" / "for-portal-developers.md").read_text(encoding="utf-8")
ANSWERED = re.compile(r"```sh\n(?P<command>.*?)```(?:\s+```text\n(?P<answer>.*?)```)?", re.DOTALL)
DONE = "\x1e"
"""Between the answers of two commands."""


def test_the_walk_of_the_page_is_walked_as_it_says(intake: Intake, address: str, tmp_path: Path) -> None:
    token = issuer.mint(intake.key, "portal-page", UNION, ["portal"], 3600)
    (tmp_path / "jiekun").write_text(f"#!/bin/sh\necho {token}\n")
    (tmp_path / "jiekun").chmod(0o700)
    steps = [*ANSWERED.finditer(PAGE)]
    script = f"\nprintf '{DONE}'\n".join(step["command"] for step in steps)
    run = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "INTAKE": address, "PATH": f"{tmp_path}:{os.environ['PATH']}", "no_proxy": "*"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    answers = run.stdout.split(DONE)
    assert len(answers) == len(steps)
    assert sum(step["answer"] is not None for step in steps) == PAGE.count("```text") > 0
    for step, answer in zip(steps, answers, strict=True):
        printed = (step["answer"] or "").strip()
        pattern = ".*".join(map(re.escape, printed.split("…")))
        assert re.fullmatch(pattern, answer.strip(), re.DOTALL), f"{step['command']}printed: {printed}\ncame: {answer}"
