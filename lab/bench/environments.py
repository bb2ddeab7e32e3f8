"""The peers' environments: made on demand in the user's cache, from pinned files, never mixed with ours."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from platformdirs import user_cache_path

from lab.bench.row import Side

PEERS = Path(__file__).parent / "peers"
REQUIREMENTS = PEERS / "requirements.txt"
OPENFISCA = PEERS / "requirements-openfisca.txt"
"""AGPL: an environment of its own and a process of its own, for the benchmark alone."""
NODE = PEERS / "node"

Say = Callable[[str], None]


class Unavailable(Exception):
    """A peer's environment cannot be made here; the text is one sentence that says what is missing."""


def command(side: Side, say: Say) -> Sequence[str]:
    """How the peer is started; its environment is made first if it is not there."""
    if side.home == "node":
        return (_node(), str(node_folder(say) / f"{side.program}.mjs"))
    if side.home == "openfisca":
        folder = python_folder(say, OPENFISCA, "OpenFisca-Core")
    else:
        folder = python_folder(say, REQUIREMENTS, "eventsourcing, psycopg and kafka-python")
    return (str(folder / "bin" / "python"), "-m", f"lab.bench.peers.{side.program}")


def python_folder(say: Say, requirements: Path, what: str) -> Path:
    def make(folder: Path) -> None:
        say(f"peers: making a Python environment for {what}, once")
        # Moved when it is whole: scripts would name the old place, `python -m` does not.
        run(sys.executable, "-m", "venv", str(folder))
        pip = (str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        run(*pip, "--require-hashes", "-r", str(requirements))

    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return _once(f"bench-python{version}-{_digest(requirements)}", make)


def node_folder(say: Say) -> Path:
    def make(folder: Path) -> None:
        npm = shutil.which("npm")
        if npm is None:
            raise Unavailable("no npm found (it fetches Emmett the first time)")
        say("peers: fetching Emmett with npm, once")
        for path in NODE.iterdir():
            shutil.copy(path, folder)
        run(npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", folder=folder)

    return _once(f"bench-node-{_digest(*sorted(p for p in NODE.iterdir() if p.is_file()))}", make)


def run(*words: str, folder: Path | None = None) -> None:
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise Unavailable(f"{Path(words[0]).name} could not make a peer's environment: {' '.join(last)[:300]}")


def _once(name: str, make: Callable[[Path], None]) -> Path:
    """The folder of this name, made whole or not at all, by however many at once."""
    folder = user_cache_path("jiekun") / name
    if folder.exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        whole = Path(made) / "whole"
        whole.mkdir()
        make(whole)
        try:
            whole.rename(folder)
        except OSError:  # not empty: another one was first
            if not folder.exists():
                raise
    return folder


def _node() -> str:
    node = shutil.which("node")
    if node is None:
        raise Unavailable("no Node found (Node 20 or later is needed)")
    return node


def _digest(*files: Path) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]
