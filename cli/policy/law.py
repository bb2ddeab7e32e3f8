"""A document as the line names it: a profile's id or a file of one's own, with overlays of a lower level on it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.options import cannot
from policies.documents import profile as profiles
from policies.documents.profile import Profile
from policies.errors import ProfileError

ProfileName = Annotated[
    str, typer.Option("--profile", metavar="ID|FILE", help="政策编号或文件 · a profile by its id, or a file")
]
Overlays = Annotated[
    list[Path] | None,
    typer.Option("--overlay", metavar="FILE", help="下级规定，可多次 · a lower level's own rules upon it; repeatable"),
]


def law(document: str, overlays: Sequence[Path] | None = None) -> Profile:
    """The law, or the end of the command when it cannot be used."""
    try:
        return loaded(document, overlays)
    except ProfileError as bad:
        cannot(bad)
    except OSError as error:
        cannot(f"{error.filename}: {error.strerror}")


def loaded(document: str, overlays: Sequence[Path] | None = None) -> Profile:
    """Raises `ProfileError`, `OSError`."""
    return profiles.load(document, tuple(overlays or ()))


def named(document: str, overlays: Sequence[Path] | None = None) -> dict[str, Any]:
    """The same for another process: files by their whole path."""
    is_file = document.endswith(".toml")
    return {
        "profile": str(Path(document).resolve()) if is_file else document,
        "overlays": [str(overlay.resolve()) for overlay in overlays or ()],
    }
