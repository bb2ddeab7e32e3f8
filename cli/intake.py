"""The running services, for one command: a refusal or silence ends it with exit code 2, in words of its own."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from chassis.client import REPLY_BYTES_MAX, HttpClient
from cli.options import cannot, installed
from kernel.calendar import CHINA_STANDARD_TIME
from policies.parameters.book import is_place
from portal.callers import Headers, Tokens
from portal.client import Away, Portal, Refused
from portal.law import PATH, reader


@contextmanager
def running(data: Path, timeout_s: float = 10.0, reply_bytes_max: int = REPLY_BYTES_MAX) -> Iterator[Portal]:
    found = installed(data)
    with reached(data, found.addresses, Tokens(found.issuer_key, found.issuer), timeout_s, reply_bytes_max) as portal:
        yield portal


@contextmanager
def reached(
    data: Path,
    addresses: Mapping[str, str],
    tokens: Headers,
    timeout_s: float = 10.0,
    reply_bytes_max: int = REPLY_BYTES_MAX,
) -> Iterator[Portal]:
    with HttpClient(timeout_s, reply_bytes_max) as client:
        try:
            yield Portal(addresses, tokens, client, patience_s=10.0)
        except Refused as refused:
            cannot(in_own_words(refused, data))
        except Away as away:
            cannot(f"{away}: is `jiekun up` running?")


def in_own_words(refused: Refused, data: Path) -> object:
    """A token that a command made itself is no concern of whoever typed it: what makes it invalid is."""
    if refused.code != "token_invalid":
        return refused
    return (
        f"服务的组织名录中没有所写的单位或地区，或服务不用数据目录 {data}。请核对 --org、--region 和 --data · "
        f"the services know no such organisation or place, or do not run on {data}; check --org, --region and --data"
    )


def known_place(region: str) -> str:
    """The code, or the end of the command where it is none."""
    if not is_place(region):
        cannot(f"--region {region!r}: 地区代码为 2、4 或 6 位数字，如 440507 · two, four or six digits, such as 440507")
    return region


def in_force(data: Path, region: str, on: datetime | None, known_at: datetime | None) -> dict[str, Any]:
    """The parameters that hold in a county on a day, by what was known at a time; now when none is given."""
    moment = None if known_at is None else known_at.replace(tzinfo=known_at.tzinfo or CHINA_STANDARD_TIME)
    with running(data) as portal:
        asked = {"on": on.date().isoformat() if on else None, "known_at": moment.isoformat() if moment else None}
        answer: dict[str, Any] = portal.get("intake", PATH, reader(region), region=region, **asked)
    return answer
