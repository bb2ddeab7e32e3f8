"""The operating system as `chassis.files` calls it, where flushing and renaming may fail."""

import os
from typing import Any

from tests.faults.each_call.sites import Sites


class OsPort:
    """`replace`, `link` and `fsync` fail before or after their effect; everything else is the real `os`."""

    def __init__(self, sites: Sites) -> None:
        self._sites = sites

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in ("replace", "link", "fsync"):
            return real

        def call(*arguments: Any) -> Any:
            mode = self._sites.at(f"file.{name}", "files")
            if mode == "before":
                raise OSError(28, "no space left on device")
            result = real(*arguments)
            if mode == "after":
                raise OSError(5, "input/output error")
            return result

        return call
