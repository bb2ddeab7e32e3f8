"""The running intake, for one command: a refusal or silence ends it with exit code 2."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from chassis.client import HttpClient
from cli.options import cannot, installed
from kernel.calendar import CHINA_STANDARD_TIME
from portal.callers import Tokens
from portal.client import Away, Portal, Refused
from portal.law import PATH, reader


@contextmanager
def running(data: Path) -> Iterator[Portal]:
    found = installed(data)
    with HttpClient() as client:
        try:
            yield Portal(found.addresses, Tokens(found.issuer_key, found.issuer), client, patience_s=10.0)
        except Refused as refused:
            cannot(refused)
        except Away as away:
            cannot(f"{away}: is `jiekun up` running?")


def in_force(data: Path, region: str, on: datetime | None, known_at: datetime | None) -> dict[str, Any]:
    """The parameters that hold in a county on a day, by what was known at a time; now when none is given."""
    moment = None if known_at is None else known_at.replace(tzinfo=known_at.tzinfo or CHINA_STANDARD_TIME)
    with running(data) as portal:
        asked = {"on": on.date().isoformat() if on else None, "known_at": moment.isoformat() if moment else None}
        answer: dict[str, Any] = portal.get("intake", PATH, reader(region), region=region, **asked)
    return answer
