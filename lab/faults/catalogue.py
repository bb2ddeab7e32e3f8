"""All faults by name, and which of them somebody asked for."""

from collections.abc import Iterable, Mapping

from lab.faults import clock, cut, disk, kafka, kill, pause, postgres, redeliver, slow, workers
from lab.faults.fault import Fault, Setting

ALL: Mapping[str, Fault] = {
    module.FAULT.name: module.FAULT
    for module in (kill, pause, postgres, cut, kafka, workers, redeliver, slow, disk, clock)
}
"""In the order in which they are told."""

EVERY = "all"


class UnknownFault(Exception):
    """A name that is no fault's; the text lists those that are."""


def named(words: str) -> tuple[str, ...]:
    """`all`, or names with commas between them, each once. Raises `UnknownFault`."""
    asked = tuple(dict.fromkeys(word.strip() for word in words.split(",")))
    if asked == (EVERY,):
        return tuple(ALL)
    if unknown := [name for name in asked if name not in ALL]:
        raise UnknownFault(f"no fault {', '.join(map(repr, unknown))}: {EVERY}, or one or more of {', '.join(ALL)}")
    return asked


def left_out(names: Iterable[str], setting: Setting) -> dict[str, str]:
    """Which of them cannot be had here, each with the reason."""
    return {name: reason for name in names if (reason := ALL[name].missing(setting)) is not None}


def told() -> str:
    """Every fault's name and sentence, for people."""
    return "; ".join(f"{fault.name} {fault.zh} {fault.en}" for fault in ALL.values())
