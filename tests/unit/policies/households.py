"""The households that the pages of cases start from, for the tests that are no table."""

from policies.documents import profile
from tests.unit.policies import cases

SHANTOU = profile.load("shantou-2016")
PARAMETERS: dict[str, object] = cases.parameters("shantou-2016")
LINE = 95_000

BAISHA = profile.load("baisha-2020")
OF_BAISHA: dict[str, object] = cases.parameters("baisha-2020")


def household(**changes: object) -> dict[str, object]:
    """Three members at shantou's line, nothing else told of them but what `changes` say; `None` makes it unknown."""
    return cases.household("shantou-2016") | changes


def in_baisha(**changes: object) -> dict[str, object]:
    """Three members of the county at its low-income standard."""
    return cases.household("baisha-2020") | changes
