"""One contestant's process: started, told its settings, asked for rounds, ended."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
END_S = 30


class Failed(Exception):
    """A contestant ended before it answered; the text holds its last words."""


class Contestant:
    def __init__(self, process: subprocess.Popen[str], words: Any) -> None:
        self._process = process
        self._words = words

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, line: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(line) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            self._words.seek(0)
            raise Failed(" ".join(self._words.read().strip().splitlines()[-3:])[-500:] or "it ended without a word")
        told: dict[str, Any] = json.loads(answer)
        return told

    def round(self, count: int) -> float:
        """Plays one round; gives events a second."""
        return count / float(self.ask({"count": count})["seconds"])


@contextmanager
def contestant(command: Sequence[str], settings: dict[str, Any], folder: Path = CHECKOUT) -> Iterator[Contestant]:
    """Running and ready. Settings hold passwords, so they go by the line and not by the command."""
    with tempfile.TemporaryFile("w+") as words:
        process = subprocess.Popen(
            list(command), cwd=folder, env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=words, text=True,
        )  # fmt: skip
        try:
            one = Contestant(process, words)
            one.ask(settings)
            yield one
        finally:
            _end(process)


def ours(name: str) -> Sequence[str]:
    return (sys.executable, "-m", "lab.bench.ours", name)


def _end(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    try:
        process.wait(END_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()
