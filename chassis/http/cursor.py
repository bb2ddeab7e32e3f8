"""Keyset pagination: an opaque cursor names the last row shown, so that new rows shift nothing.

A cursor is checked, not signed: it holds nothing but a place in an order, and every query is bound to the
caller's scope again, so a forged one shows nothing new. The check catches cut, mistyped and foreign ones.
Sort keys are tokens, ids and times, never personal data: cursors stand in URLs.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Final, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel, Field

from chassis.http.refusals.errors import Problem
from chassis.http.values import Whole

Place = tuple[str | int | None, ...]
"""The sort key of a row, such as (time, id)."""

Item = TypeVar("Item")
Row = TypeVar("Row")

LIMIT_MAX: Final = 200
CURSOR_CHARACTERS_MAX: Final = 1000
_CHECK_BYTES: Final = 8

Limit = Annotated[int, Query(ge=1, le=LIMIT_MAX, description="每页条数 · rows per page"), Whole]
Cursor = Annotated[
    str | None, Query(max_length=CURSOR_CHARACTERS_MAX, description="上一页返回的 next · `next` of the page before")
]


class Page(BaseModel, Generic[Item]):
    """One page; `next` is the cursor of the following one, null on the last."""

    items: list[Item] = Field(description="本页各项 · the rows of this page")
    next: str | None = Field(description="下一页的 cursor，最后一页为空 · the next page's cursor; null on the last")


def page(
    listing: str, rows: Sequence[Row], limit: int, item: Callable[[Row], Item], place: Callable[[Row], Place]
) -> Page[Item]:
    """The page made of up to `limit + 1` rows: the row beyond the limit only tells that there is more."""
    shown = rows[:limit]
    more = len(rows) > limit
    return Page(items=[item(row) for row in shown], next=encode(listing, place(shown[-1])) if more else None)


def encode(listing: str, place: Place) -> str:
    """`listing` names the list with its filters; a cursor of another list is refused."""
    payload = json.dumps(place, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_check(listing, payload) + payload).rstrip(b"=").decode()


def decode(listing: str, cursor: str, *kinds: type[str] | type[int]) -> Place:
    """The place a cursor names: one key for each of `kinds`, in order; any of them may be None.

    Raises Problem `cursor_invalid` for a cursor not made by `encode` for this list.
    """
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        place = _place(json.loads(raw[_CHECK_BYTES:]), kinds)
        # Made again and compared as text: so the last character's spare bits cannot vary either. Half a character
        # is read by `loads`, and by nobody after it.
        made_again = encode(listing, place)
    except (ValueError, TypeError, RecursionError):
        raise Problem("cursor_invalid") from None
    if made_again != cursor:
        raise Problem("cursor_invalid")
    return place


def _place(given: object, kinds: tuple[type, ...]) -> Place:
    """Nothing that a query would choke on: anybody can compute the check."""
    if not isinstance(given, list) or len(given) != len(kinds):
        raise TypeError("not a place in this list")
    for key, kind in zip(given, kinds, strict=True):
        if key is None or (type(key) is kind is str and "\0" not in key):
            continue
        if type(key) is kind is int and -(2**63) <= key < 2**63:
            continue
        raise TypeError("not a sort key of this list")
    return tuple(given)


def _check(listing: str, payload: bytes) -> bytes:
    return hashlib.sha256(listing.encode() + b"\0" + payload).digest()[:_CHECK_BYTES]
