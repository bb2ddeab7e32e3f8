"""申请: POST an application, its papers after a return, its withdrawal."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from chassis.http.answers import answer
from chassis.http.call import Call, command
from chassis.http.principal import Principal, require
from chassis.http.shapes import Household
from services.intake.api.bodies import ConsentWithdrawalBody, WithdrawalBody
from services.intake.api.shapes import HouseholdStands
from services.intake.form.body import ApplicationForm
from services.intake.handlers import consents, status_page, submitting
from services.intake.handlers.status_page import StatusPage
from services.intake.resources import Resources

Applying = Annotated[Call, Depends(command("portal", "case_worker"))]
Asking = Annotated[Principal, Depends(require("portal", "case_worker", "reviewer"))]
Changing = Annotated[Call, Depends(command("portal", "case_worker", if_match="optional"))]


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["applications"])

    @routes.post(
        "/applications", summary="提交申请 · apply for a household", status_code=201, response_model=HouseholdStands
    )
    def apply(body: ApplicationForm, call: Applying) -> Response:
        """Takes an application whole, or names every flaw. Answers {household, status, version}."""
        return answer(submitting.submit(resources, call, body), 201)

    @routes.get("/applications/{household}/status", summary="办理情况 · where an application stands, in words")
    def status(household: Household, principal: Asking) -> StatusPage:
        """What is asked for, what is missing, until when, what next; of agencies' facts nothing."""
        return status_page.read(resources, principal, household)

    @routes.post(
        "/households/{household}/resubmission",
        summary="补正后重新提交 · send what was missing",
        response_model=HouseholdStands,
    )
    def resubmit(household: Household, body: ApplicationForm, call: Changing) -> Response:
        """The papers asked for, as the whole application; only what changed is asked again."""
        return answer(submitting.resubmit(resources, call, household, body))

    @routes.post(
        "/households/{household}/withdrawal",
        summary="撤回申请 · withdraw the application",
        response_model=HouseholdStands,
    )
    def withdraw(household: Household, body: WithdrawalBody, call: Changing) -> Response:
        """Any time before the file is open."""
        return answer(submitting.withdraw(resources, call, household, body.reason))

    @routes.post(
        "/households/{household}/consent/withdrawal",
        summary="撤回授权 · take back the consent to be asked about",
        response_model=HouseholdStands,
    )
    def withdraw_consent(household: Household, body: ConsentWithdrawalBody, call: Changing) -> Response:
        """At any time. No department is asked about these members from now on; what was answered before stands.

        Open questions end, and an answer that comes after it is only kept; a decision meanwhile takes two signatures.
        """
        return answer(consents.withdraw(resources, call, household, tuple(body.persons), body.reason))

    return routes
