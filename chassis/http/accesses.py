"""`GET /v1/households/{household}/accesses`: who was shown personal facts of a household here (`chassis/access.py`)."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Path
from pydantic import Field

from chassis.http.cursor import Cursor, Limit, Page, decode, page
from chassis.http.owner import Owner, require_kept_in_scope
from chassis.http.principal import Principal, require
from chassis.http.shapes import Shape
from chassis.operations.events import Accessed, Disclosed
from chassis.resources import Resources

_LATEST = """SELECT position, body FROM events WHERE subject = ANY(%(subjects)s) AND type = ANY(%(types)s)
    AND position > (SELECT min(position) FROM events WHERE subject = %(household)s)
    AND (%(before)s::bigint IS NULL OR position < %(before)s) ORDER BY position DESC LIMIT %(limit)s"""
"""What was looked at before the household was there concerns others."""


class Access(Shape):
    """`who` is the subject of a token. Why, where a reason was asked for, stands among the writings (`look`): it may
    name the household, so it is sealed, and opened for auditors."""

    at: datetime = Field(description="查阅时刻 · when")
    who: str = Field(description="查阅人（令牌的 sub） · who, by the subject of their token")
    what: str = Field(description="所看内容 · what was shown", examples=["plan"])


Around = Callable[[Any, str], list[str]]
"""`around(connection, household)`: subjects of looks at many households at once, of which it was one."""


def router(
    resources: Resources,
    owner: Owner,
    also: dict[str, str | None] | None = None,
    around: Around = lambda connection, household: [],
) -> APIRouter:
    """`also`: type -> word for other events of this service that are looks too; None: their own `what`."""
    routes = APIRouter(tags=["households"])
    own = {resources.codec.name_of(look): None for look in (Accessed, Disclosed)}
    words = {**own, **(also or {})}
    codec = resources.codec.without_vault()

    @routes.get(
        "/v1/households/{household}/accesses",
        summary="查阅记录 · who looked at this household here",
        operation_id="accesses",
    )
    def accesses(
        household: Annotated[str, Path(max_length=64, description="户编号 · the household's id")],
        principal: Annotated[Principal, Depends(require("auditor", "reviewer"))],
        cursor: Cursor = None,
        limit: Limit = 100,
    ) -> Page[Access]:
        """Latest first."""
        listing = f"accesses:{household}"
        before = decode(listing, cursor, int)[0] if cursor else None
        with resources.store.reading() as connection:
            require_kept_in_scope(connection, owner, principal, household)
            asked = {"household": household, "types": list(words), "before": before, "limit": limit + 1}
            asked["subjects"] = [household, *around(connection, household)]
            rows = connection.execute(_LATEST, asked).fetchall()
        return page(listing, rows, limit, lambda row: _shown(row[1]), lambda row: (row[0],))

    def _shown(body: bytes) -> Access:
        recorded = codec.decode(body)
        word = words[recorded.envelope.type] or str(msgspec.json.decode(recorded.envelope.data)["what"])
        return Access(at=recorded.envelope.time, who=recorded.envelope.actor, what=word)

    return routes
