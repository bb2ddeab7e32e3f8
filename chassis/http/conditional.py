"""Optimistic concurrency over HTTP (RFC 9110 §13): a household's or plan's ETag is the version of its stream."""

import re
from typing import Final

from fastapi import Request, Response

from chassis.http.refusals.errors import Problem

FORM: Final = '"(0|[1-9][0-9]{0,17})"'
"""A strong entity tag of ours."""


def etag(version: int) -> str:
    """The strong entity tag of a version, quotes included."""
    return f'"{version}"'


def set_etag(response: Response, version: int) -> None:
    response.headers["ETag"] = etag(version)


def expected_version(request: Request) -> int | None:
    """The version that the caller has seen, or None without If-Match.

    Raises Problem `if_match_malformed` for `*`, lists and anything that is no version of ours, and
    `weak_version` for a weak tag, which never matches strongly (RFC 9110 §13.1.1): a proxy that compresses answers
    makes it of ours, and who is told to read again gets the same.
    """
    given = request.headers.get("if-match")
    if given is None:
        return None
    if given.startswith("W/"):
        raise Problem("weak_version")
    found = re.fullmatch(FORM, given.strip())
    if found is None:
        raise Problem("if_match_malformed")
    return int(found[1])
