"""并户、转户、拆户: two files are made one, members go into another file, or leave with one of their own."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from chassis.http.answers import answer
from chassis.http.call import Call, command
from chassis.http.shapes import Household
from services.intake.api import shapes
from services.intake.api.bodies import ChangeDecisionBody
from services.intake.form.rearrangement import MergeForm, SplitForm, TransferForm
from services.intake.handlers import rearrangement
from services.intake.resources import Resources

Proposing = Annotated[Call, Depends(command("reviewer", if_match="optional"))]
Rearrangement = Annotated[str, Path(description="并户、转户、拆户编号 · its id")]
Deciding = Annotated[Call, Depends(command("reviewer", if_match="required"))]


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/households/{household}", tags=["changes"])

    @routes.post(
        "/merge",
        status_code=201,
        response_model=shapes.RearrangementProposed,
        summary="提出并户 · propose to merge this file into another",
    )
    def propose_merge(household: Household, body: MergeForm, call: Proposing) -> Response:
        """档案合并: approved by another, this file closes and the other goes on with all who come along."""
        return answer(rearrangement.propose(resources, call, household, body), 201)

    @routes.post(
        "/transfer",
        status_code=201,
        response_model=shapes.RearrangementProposed,
        summary="提出转户 · propose to transfer members into another file",
    )
    def propose_transfer(household: Household, body: TransferForm, call: Proposing) -> Response:
        """One decision over both files: they leave here and join there at the same instant."""
        return answer(rearrangement.propose(resources, call, household, body), 201)

    @routes.post(
        "/split",
        status_code=201,
        response_model=shapes.RearrangementProposed,
        summary="提出拆户 · propose a file of their own for some members",
    )
    def propose_split(household: Household, body: SplitForm, call: Proposing) -> Response:
        """They leave, and what is known of them is a new application that goes all four steps."""
        return answer(rearrangement.propose(resources, call, household, body), 201)

    @routes.post(
        "/rearrangements/{rearrangement_id}/decision",
        summary="批准或退回并户转户拆户 · approve or decline",
        response_model=shapes.RearrangementDecided,
    )
    def decide_rearrangement(
        household: Household, rearrangement_id: Rearrangement, body: ChangeDecisionBody, call: Deciding
    ) -> Response:
        """By another reviewer than who proposed it, who sees both households. Answers `into`, the other one."""
        approve = body.decision == "approve"
        return answer(rearrangement.decide(resources, call, household, rearrangement_id, approve, body.reason))

    return routes
