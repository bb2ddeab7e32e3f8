"""转档: an open file goes to another union; its reviewer proposes, a reviewer of the other takes it or does not."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Response
from pydantic import Field

from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.call import Call, command
from chassis.http.conditional import set_etag
from chassis.http.cursor import Cursor, Limit, Page, page
from chassis.http.principal import STAFF, Principal, require
from chassis.http.shapes import Household
from kernel.closed_lists import MoveReason
from services.intake.api import shapes
from services.intake.api.bodies import Text
from services.intake.api.supervision import after
from services.intake.handlers import moves, names
from services.intake.handlers.moves import Outcome
from services.intake.projections import queries
from services.intake.resources import Resources

Proposing = Annotated[Call, Depends(command("reviewer", if_match="optional"))]
Deciding = Annotated[Call, Depends(command("reviewer", if_match="required"))]
Reading = Annotated[Principal, Depends(require(*STAFF))]
Move = Annotated[str, Path(max_length=64, description="转档编号 · the move's id")]


class MoveBody(Body):
    to: Annotated[
        str,
        Field(
            min_length=1,
            max_length=200,
            description="接收工会的路径 · the path of the union that it goes to",
            examples=["44/4405/440507/longhu-wanju"],
        ),
    ]
    reason: Annotated[MoveReason, Field(description="转档原因 · why it goes there")]
    text: Annotated[Text, Field(description="说明，对方可见 · in words; the other union is shown them")] = ""


class MoveDecisionBody(Body):
    decision: Annotated[
        Outcome,
        Field(
            description="接收或退回由对方工会，撤回由提出的工会 · the other union takes or declines, its own withdraws"
        ),
    ]
    reason: Annotated[Text, Field(description="退回或撤回的理由 · why it is not taken, or taken back")] = ""


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["moves"])

    @routes.post(
        "/households/{household}/move",
        status_code=201,
        summary="提出转档 · propose a move to another union",
        response_model=shapes.MoveProposed,
    )
    def propose_move(household: Household, body: MoveBody, call: Proposing) -> Response:
        """The file stays and counts here until a reviewer of the other union takes it.

        Answers {household, status, version, move}.
        """
        return answer(moves.propose(resources, call, household, body.to, body.reason, body.text), 201)

    @routes.get("/moves", summary="待接收的转档 · moves that wait", response_model=Page[shapes.MoveWaiting])
    def moves_waiting(principal: Reading, cursor: Cursor = None, limit: Limit = 50) -> Page[dict[str, Any]]:
        """From the caller's unions, and to them; the applicant's name is masked."""
        with resources.store.reading() as connection:
            rows = queries.moves_that_wait(connection, principal.org_path, after("moves", cursor), limit + 1)
        called = names.of(resources, {row.household for row in rows[:limit]})
        return page("moves", rows, limit, lambda row: _waiting(row, called.get(row.household)), lambda row: (row.move,))

    @routes.get(
        "/moves/{move}",
        summary="一项转档 · a move that waits, as either union is shown it",
        response_model=shapes.MoveShown,
    )
    def read_move(move: Move, principal: Reading, response: Response) -> dict[str, Any]:
        """Members masked; whether the other place has another law, under which the file is checked again. Kept on
        record among who looked at the household. The ETag is what a decision is made on."""
        version, shown = moves.shown(resources, principal, move)
        set_etag(response, version)
        return shown

    @routes.post(
        "/moves/{move}/decision",
        summary="接收、退回或撤回转档 · take, decline or withdraw a move",
        response_model=shapes.MoveProposed,
    )
    def decide_move(move: Move, body: MoveDecisionBody, call: Deciding) -> Response:
        """Taken, the household is that union's from that moment on, with all that waits; under another law it is
        checked again. By another person than who proposed it."""
        return answer(moves.decide(resources, call, move, body.decision, body.reason))

    return routes


def _waiting(row: queries.Move, name: str | None) -> dict[str, Any]:
    return {
        "move": row.move,
        "household": row.household,
        "name": name,
        "from": row.org_path,
        "to": row.to_org_path,
        "reason": row.reason,
        "proposed_by": row.proposed_by,
        "since": row.since.isoformat(),
    }
