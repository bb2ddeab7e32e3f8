"""Each command that was answered 2xx has left an event in the store of the service that answered.

Known by its trace: whoever sends a command names one, under which the service stores what came of it.
"""

from collections.abc import Iterator

from checks.given import Given
from checks.report import Problem, found


def problems(given: Given) -> Iterator[Problem]:
    stored = {(one.service, one.flow) for one in given.told}
    yield from found(
        "an acknowledged request left nothing in the store",
        (f"{one.service}: {one.flow}" for one in given.requests if (one.service, one.flow) not in stored),
        "lost",
    )
