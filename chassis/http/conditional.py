"""Versions at the door (RFC 9110 §13): the ETag of a household or plan is the version of its stream."""

import re
from typing import Annotated, Final

from fastapi import Depends, Header, Request, Response

from chassis.http.errors import Problem

_STRONG: Final = re.compile(r'"(0|[1-9]\d{0,17})"', re.ASCII)


def etag(version: int) -> str:
    """The strong entity tag of a version, quotes included."""
    return f'"{version}"'


def set_etag(response: Response, version: int) -> None:
    response.headers["ETag"] = etag(version)


def expected_version(request: Request) -> int | None:
    """The version that the caller has seen, or None without If-Match.

    Raises Problem `if_match_malformed` for `*`, lists and anything that is no version of ours, and
    `stale_version` for a weak tag, which never matches strongly (RFC 9110 §13.1.1).
    """
    given = request.headers.get("if-match")
    if given is None:
        return None
    if given.startswith("W/"):
        raise Problem("stale_version")
    found = _STRONG.fullmatch(given.strip())
    if found is None:
        raise Problem("if_match_malformed")
    return int(found[1])


def _documented(request: Request, if_match: Annotated[str | None, Header()] = None) -> int | None:
    """`if_match` stands here for the API's description alone."""
    return expected_version(request)


def _required(version: Annotated[int | None, Depends(_documented)]) -> int:
    if version is None:
        raise Problem("precondition_required")
    return version


IfMatch = Annotated[int | None, Depends(_documented)]
"""Parameter of a route that takes an If-Match when one is sent."""

RequiredIfMatch = Annotated[int, Depends(_required)]
"""Parameter of a route that changes what somebody has read: without If-Match 428."""
