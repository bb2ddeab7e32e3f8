"""授权书: numbers by rule, one after another; a consent names no more than its form; its paper is known."""

import base64
import hashlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from contracts.intake import ApplicationSubmitted
from kernel.consent_forms import FORMS
from services.intake.domain.events import AttachmentAdded
from tests.integration.intake.applications import application
from tests.integration.intake.conftest import UNION, Intake
from tests.integration.intake.test_attachments import attach, entered, listed, opening
from tests.unit.intake.papers.samples import document, png

ASKED = {"org_path": UNION, "form_version": "2026-A"}


def number(intake: Intake, body: dict[str, Any] = ASKED, **headers: str) -> Any:
    return intake.post("/v1/consent-forms/numbers", body, "case_worker", UNION, **headers)


def test_numbers_are_year_union_and_sequence_and_a_retry_gets_the_same(intake: Intake) -> None:
    first = number(intake, **{"Idempotency-Key": "k-1"})
    assert first.status_code == 201, first.text
    assert first.json()["number"] == "SQ2026-440507-longhu-dianzi-00001"
    assert first.json()["form"]["purposes"] == ["verification", "recheck"]
    assert number(intake, **{"Idempotency-Key": "k-1"}).json() == first.json()
    assert number(intake).json()["number"].endswith("-00002")


def test_two_who_ask_at_one_moment_never_get_the_same(intake: Intake) -> None:
    with ThreadPoolExecutor(8) as hands:
        answers = list(hands.map(lambda _: number(intake), range(24)))
    given = [answer.json().get("number", answer.text) for answer in answers]
    assert sorted(given) == [f"SQ2026-440507-longhu-dianzi-{place:05d}" for place in range(1, 25)]


def test_a_union_elsewhere_and_a_form_that_there_is_not_are_refused(intake: Intake) -> None:
    assert number(intake, {**ASKED, "org_path": "44/4451/445102"}).status_code == 422
    refused = number(intake, {**ASKED, "form_version": "1999-Z"})
    assert [flaw["code"] for flaw in refused.json()["errors"]] == ["consent.unknown_form"]


def test_the_forms_are_listed(intake: Intake) -> None:
    shown = intake.get("/v1/consent-forms", "case_worker").json()["items"]
    assert [one["form_version"] for one in shown] == list(FORMS)


def under(**changes: Any) -> dict[str, Any]:
    body = application(1)
    return {**body, "consent": {**body["consent"], **changes}}


def test_a_consent_is_kept_with_its_form_and_the_forms_purposes(intake: Intake) -> None:
    household = intake.submitted(under(form_version="2026-B"))
    (event,) = (one for one in intake.events(household) if isinstance(one, ApplicationSubmitted))
    assert (event.consent.form_version, event.consent.purposes) == ("2026-B", ("verification",))
    shown = intake.get(f"/v1/households/{household}").json()["consent"]
    assert (shown["form_version"], shown["purposes"]) == ("2026-B", ["verification"])


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ({"form_version": "1999-Z"}, "consent.unknown_form"),
        ({"form_version": "2026-B", "purposes": ["verification", "recheck"]}, "consent.purpose_beyond_the_form"),
        ({"form_version": "2026-A", "purposes": ["recheck"]}, "consent.purpose_missing"),
        ({"form_version": "2026-A", "signed_on": "2025-12-31"}, "consent.form_not_yet_used"),
    ],
)
def test_what_its_form_does_not_say_nobody_consented_to(intake: Intake, says: dict[str, Any], code: str) -> None:
    refused = intake.post("/v1/applications", under(**says), "case_worker", UNION)
    assert refused.status_code == 422
    assert code in [flaw["code"] for flaw in refused.json()["errors"]]


def test_the_signed_paper_is_bound_to_the_consent_by_its_digest(intake: Intake) -> None:
    household, paper = intake.submitted(application(1)), document()
    added = entered(intake, household, paper, kind="consent")
    reference = application(1)["consent"]["reference"]
    (event,) = (one for one in intake.events(household) if isinstance(one, AttachmentAdded))
    assert (event.consent, event.digest) == (reference, hashlib.sha256(paper).hexdigest())
    assert [one["consent"] for one in listed(intake, household)] == [reference]
    shown = opening(intake, household, added)
    assert shown.headers["Repr-Digest"] == f"sha-256=:{base64.b64encode(hashlib.sha256(paper).digest()).decode()}:"


def test_other_papers_are_no_consent(intake: Intake) -> None:
    household = intake.submitted(application(1))
    assert attach(intake, household, png()).status_code == 201
    (event,) = (one for one in intake.events(household) if isinstance(one, AttachmentAdded))
    assert (event.consent, event.digest) == ("", "")
