"""Run a command that cannot outlive its parent: `python -I -S lifeline.py PARENT SIGNAL USER COMMAND...`.

A launcher: it gives up root when told to, asks the kernel to signal the process when the parent ends, and
becomes the command (same pid). A program of its own because doing this between fork and exec in a process
with threads may deadlock. PARENT is a pid, USER a system user or `-`. Where prctl is missing (macOS) an
orderly stop is the only end.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Sequence

PR_SET_PDEATHSIG = 1


def command(argv: Sequence[str], death_signal: signal.Signals, user: str | None = None) -> list[str]:
    """The command line that runs `argv` tied to this process.

    The kernel ties the child to the *thread* that starts it: start it from one that lives as long as the
    child should.
    """
    return [
        *(sys.executable, "-I", "-S", os.path.abspath(__file__)),
        *(str(os.getpid()), str(int(death_signal)), user or "-"),
        *argv,
    ]


def main(parent: int, death_signal: int, user: str, argv: list[str]) -> None:
    if user != "-":
        become(user)
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        # After the change of user, which clears it.
        prctl(PR_SET_PDEATHSIG, death_signal)
    if os.getppid() != parent:  # the parent ended before we asked
        sys.exit(1)
    os.execv(argv[0], argv)


def become(user: str) -> None:
    import pwd

    entry = pwd.getpwnam(user)
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)
    os.environ["HOME"] = entry.pw_dir


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:])
