"""The running intake, for one command: a refusal or silence ends it with exit code 2."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chassis.client import HttpClient
from cli.options import cannot, installed
from portal.callers import Tokens
from portal.client import Away, Portal, Refused


@contextmanager
def intake(data: Path) -> Iterator[Portal]:
    found = installed(data)
    with HttpClient() as client:
        try:
            yield Portal(found.addresses, Tokens(found.issuer_key, found.issuer), client, patience_s=10.0)
        except Refused as refused:
            cannot(refused)
        except Away as away:
            cannot(f"{away}: is `jiekun up` running?")
