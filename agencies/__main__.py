"""`python -m agencies`: the mock agency systems as one process, set by environment variables."""

from __future__ import annotations

from agencies.server import serve
from agencies.settings import Settings

if __name__ == "__main__":
    serve(Settings())  # type: ignore[call-arg]  # from the environment
