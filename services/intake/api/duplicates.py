"""疑似重复: households that may be one, with the reasons, and what a person says of them."""

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Depends, Path, Query, Response

from chassis.http.answers import answer
from chassis.http.call import Call, command
from chassis.http.cursor import Cursor, Limit, Page, page
from chassis.http.principal import Principal, require
from services.intake.api import shapes
from services.intake.api.bodies import DuplicateDecisionBody, StopDecisionBody
from services.intake.api.supervision import after
from services.intake.handlers import duplicates, roster_stops
from services.intake.projections import identity_queries
from services.intake.resources import Resources

Deciding = Annotated[Call, Depends(command("reviewer", if_match="optional"))]
Looking = Annotated[Principal, Depends(require("reviewer", "auditor"))]
Pair = Annotated[str, Path(description="这一对的编号 · the id of the two households")]
Stop = Annotated[str, Path(description="停止编号 · the stop's id")]
Which = Annotated[
    Literal["proposed", "different", "same"],
    Query(description="待甄别、不是同一户、同一户 · waiting for an answer, or what was said"),
]


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/duplicates", tags=["duplicates"])

    @routes.get("", summary="疑似重复 · households that may be one", operation_id="near_duplicates")
    def near_duplicates(
        principal: Looking, status: Which = "proposed", cursor: Cursor = None, limit: Limit = 50
    ) -> Page[shapes.NearDuplicate]:
        """Two households at a time, with masked names, a score and the reasons for it; while neither's way is over.

        Of a household of another organisation only the office to call is told.
        """
        listing = f"duplicates/{status}"
        rows, households, masked = duplicates.listed(resources, principal, status, after(listing, cursor), limit + 1)
        return page(
            listing,
            rows,
            limit,
            lambda row: shapes.NearDuplicate.model_validate(
                duplicates.shown(resources, principal, row, households, masked)
            ),
            lambda row: (row.pair,),
        )

    @routes.post(
        "/{pair}/decision",
        summary="甄别疑似重复 · say whether two households are one",
        response_model=shapes.DuplicateDecided,
    )
    def decide_duplicate(pair: Pair, body: DuplicateDecisionBody, call: Deciding) -> Response:
        """Nothing is merged by it. Different: a blocked opening may be tried again, and the two are proposed no more
        unless something new speaks for it. Same: neither opens beside the other; one is merged or rejected.
        """
        return answer(duplicates.decide(resources, call, pair, body.decision, body.reason))

    return routes


def stops(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/roster-stops", tags=["duplicates"])

    @routes.get("", summary="停止的导入 · imports of implausibly many duplicates")
    def roster_stops_waiting(
        principal: Looking, cursor: Cursor = None, limit: Limit = 50
    ) -> Page[shapes.StoppedRoster]:
        """Each waits for a second person; `likely` of its `new` rows may be here already, or be one another."""
        with resources.store.reading() as connection:
            rows = identity_queries.stops(connection, principal.org_path, after("roster-stops", cursor), limit + 1)
        return page("roster-stops", rows, limit, _stopped, lambda row: (row.stop,))

    @routes.post(
        "/{stop}/decision",
        summary="处理停止的导入 · release a stopped import, or withdraw it",
        response_model=shapes.StopDecided,
    )
    def decide_roster_stop(stop: Stop, body: StopDecisionBody, call: Deciding) -> Response:
        """Released by another than who sent the sheet; it is then sent again, under a new key, and taken."""
        release = body.decision == "release"
        return answer(roster_stops.decide(resources, call, stop, release, body.reason))

    return routes


def _stopped(row: identity_queries.StoppedRoster) -> shapes.StoppedRoster:
    return shapes.StoppedRoster.model_validate(msgspec.to_builtins(row))
