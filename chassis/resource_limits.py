"""A sandbox from inside: before it reads a byte, a child gives up what a parser does not need (setrlimit).

No descriptor is left to open, so whoever takes the parser over can reach nothing but the answer. Afterwards no module
can be loaded either: whoever calls has loaded all.
"""

import contextlib
import resource
import sys


def give_up(memory_bytes: int, cpu_s: int) -> None:
    """Memory and time beyond these, and all files, sockets and children of its own."""
    limits = {
        resource.RLIMIT_AS: memory_bytes,
        resource.RLIMIT_CPU: cpu_s,
        resource.RLIMIT_NOFILE: 3,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,
    }
    for kind, most in limits.items():
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # macOS knows no limit of the address space; there CPU time and the clock of the other side bound the child.
        with contextlib.suppress(*((ValueError, OSError) if sys.platform == "darwin" else ())):
            resource.setrlimit(kind, (allowed, allowed))
