"""`GET /v1/households/{household}/accesses`: who was shown personal facts of a household here (`chassis/access.py`)."""

from datetime import datetime
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel

from chassis.http.cursor import Cursor, Limit, Page, decode, page
from chassis.http.owner import Owner, require_kept_in_scope
from chassis.http.principal import Principal, require
from chassis.operations.events import Accessed
from chassis.resources import Resources
from kernel.event_types import internal_type


class Access(BaseModel):
    """`who` is the subject of a token; `reason` is opened for nobody here: it may name the household."""

    at: datetime
    who: str
    what: str


def router(resources: Resources, owner: Owner, also: dict[str, str] | None = None) -> APIRouter:
    """`also`: type -> word for other events of this service that are looks too."""
    routes = APIRouter(tags=["households"])
    words = {internal_type(resources.settings.service, Accessed): None, **(also or {})}
    codec = resources.codec.without_vault()

    @routes.get(
        "/v1/households/{household}/accesses",
        summary="查阅记录 · who looked at this household here",
        operation_id="accesses",
    )
    def accesses(
        household: Annotated[str, Path(max_length=64)],
        principal: Annotated[Principal, Depends(require("auditor", "reviewer"))],
        cursor: Cursor = None,
        limit: Limit = 100,
    ) -> Page[Access]:
        """Latest first."""
        listing = f"accesses:{household}"
        before = decode(listing, cursor, int)[0] if cursor else None
        with resources.store.reading() as connection:
            require_kept_in_scope(connection, owner, principal, household)
            rows = connection.execute(
                "SELECT position, body FROM events WHERE subject = %(household)s AND type = ANY(%(types)s)"
                " AND (%(before)s::bigint IS NULL OR position < %(before)s) ORDER BY position DESC LIMIT %(limit)s",
                {"household": household, "types": list(words), "before": before, "limit": limit + 1},
            ).fetchall()
        return page(listing, rows, limit, lambda row: _shown(row[1]), lambda row: (row[0],))

    def _shown(body: bytes) -> Access:
        recorded = codec.decode(body)
        word = words[recorded.envelope.type] or str(msgspec.json.decode(recorded.envelope.data)["what"])
        return Access(at=recorded.envelope.time, who=recorded.envelope.actor, what=word)

    return routes
