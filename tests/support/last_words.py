"""What a suite wants to say at the end of a run, from whichever worker it ran in."""

from typing import Any

import pytest

WORDS = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[WORDS] = []


@pytest.fixture(scope="session")
def last_words(pytestconfig: pytest.Config) -> list[str]:
    """Lines to append to."""
    return pytestconfig.stash[WORDS]


def pytest_sessionfinish(session: pytest.Session) -> None:
    if (told := getattr(session.config, "workeroutput", None)) is not None:
        told["last_words"] = session.config.stash[WORDS]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """A worker has ended; one that died says nothing."""
    node.config.stash[WORDS] += getattr(node, "workeroutput", {}).get("last_words", [])


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    for line in config.stash[WORDS]:
        terminalreporter.write_line(line)
