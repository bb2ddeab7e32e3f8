"""The files of the checkout that the rules are about, and where it stands."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = (
    *("kernel", "dci", "contracts", "policies", "chassis", "services", "agencies", "checks"),
    *("machine", "portal", "cli", "lab"),
)
SERVICES = ("intake", "verification", "assistance", "ledger")

_SKIPPED = {".git", ".venv", ".data", ".ruff_cache", ".mypy_cache", ".pytest_cache", ".hypothesis", "__pycache__"}
_BINARY = {".xlsx", ".png", ".jpg", ".jar", ".whl", ".pyc"}


def python_files(root: Path = ROOT) -> Iterator[Path]:
    """Every module of ours but tests."""
    for name in SOURCES:
        yield from sorted(path for path in (root / name).rglob("*.py") if not _SKIPPED & set(path.parts))


def text_files(root: Path = ROOT, under: str = "") -> Iterator[Path]:
    """Everything that is text: code, pages, data, settings of tools."""
    for path in sorted((root / under).rglob("*")):
        skipped = _SKIPPED & set(path.relative_to(root).parts) or any(p.endswith(".egg-info") for p in path.parts)
        if path.is_file() and not skipped and path.suffix not in _BINARY:
            yield path
