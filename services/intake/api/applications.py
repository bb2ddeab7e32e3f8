"""申请: POST an application, its papers after a return, its withdrawal."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from chassis.http.answers import answer
from chassis.http.conditional import IfMatch
from chassis.http.idempotency import Claim
from chassis.http.principal import Principal, require
from chassis.resources import Resources
from services.intake.api.bodies import WithdrawalBody
from services.intake.form.body import ApplicationForm
from services.intake.handlers import submitting

Applying = Annotated[Principal, Depends(require("portal", "case_worker"))]


def router(here: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["申请 · applications"])

    @routes.post("/applications", status_code=201)
    def apply(body: ApplicationForm, claim: Claim, principal: Applying) -> Response:
        """Takes an application whole, or names every flaw. Answers {household, status, version}."""
        return answer(submitting.submit(here, principal, claim, body), 201)

    @routes.post("/households/{household}/resubmission")
    def resubmit(household: str, body: ApplicationForm, claim: Claim, principal: Applying, seen: IfMatch) -> Response:
        """The papers asked for, as the whole application; only what changed is asked again."""
        return answer(submitting.resubmit(here, principal, claim, household, seen, body))

    @routes.post("/households/{household}/withdrawal")
    def withdraw(household: str, body: WithdrawalBody, claim: Claim, principal: Applying, seen: IfMatch) -> Response:
        """Any time before the file is open."""
        return answer(submitting.withdraw(here, principal, claim, household, seen, body.reason))

    return routes
