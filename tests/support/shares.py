"""Where the time of a test run went: at its end one line for each suite, the longest first."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

SHOWN_FROM_S = 1.0


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = [report for told in terminalreporter.stats.values() for report in told if hasattr(report, "duration")]
    lines = shares((report.nodeid, report.duration) for report in reports)
    if lines:
        terminalreporter.write_sep("-", "time by suite")
        for line in lines:
            terminalreporter.write_line(line)


def shares(took: Iterable[tuple[str, float]]) -> list[str]:
    """Seconds and share of each suite; those that took less than a second have no line."""
    seconds: dict[str, float] = defaultdict(float)
    for test, duration in took:
        seconds[suite(test)] += duration
    whole = sum(seconds.values())
    longest = sorted(seconds.items(), key=lambda item: (-item[1], item[0]))
    return [f"{each:8.1f} s {each / whole:4.0%}  {name}" for name, each in longest if each >= SHOWN_FROM_S]


def suite(test: str) -> str:
    """The folder of a test: `tests/faults/laboratory`."""
    return test.partition("::")[0].rpartition("/")[0]
