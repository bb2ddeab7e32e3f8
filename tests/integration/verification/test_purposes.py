"""用途: what a consent is for stands in each question, and nobody is asked for anything else."""

from collections.abc import Callable
from typing import Any

import pytest

from contracts.intake import RecheckBegun
from dci.messages import Envelope, Search
from dci.parser import decode
from services.verification.domain.events import InquiryOpened, QuestionRefused
from tests.integration.verification.applications import consent, details_of, submitted
from tests.integration.verification.conftest import POPULATION, Town

BODY = POPULATION.households[0].body


@pytest.fixture
def town(make_town: Callable[..., Town]) -> Town:
    return make_town(agencies=False)


def apply(town: Town, **changes: Any) -> str:
    signed = consent(town.service.vault, BODY, **changes)
    return town.apply(submitted(town.service.vault, BODY, items=("tax",), consent=signed))


def named(town: Town) -> list[Any]:
    """The consent in each question that went out."""
    searches = [decode(decode(body, Envelope).message, Search) for _, body in town.asked]
    return [request.search_criteria.consent for search in searches for request in search.search_request]


def recheck(town: Town, household: str, **changes: Any) -> None:
    again = RecheckBegun(
        round=2,
        reasons=("term",),
        items=("tax",),
        consent=consent(town.service.vault, BODY, **changes),
        details=details_of(town.service.vault, BODY),
    )
    town.hear(household, again)
    town.deliver()


def test_number_form_and_purpose_stand_in_the_question_and_in_the_evidence(town: Town) -> None:
    signed: dict[str, Any] = {"reference": "SQ2026-440507-x-00001", "form_version": "2026-A"}
    household = apply(town, **signed, purposes=("verification", "recheck"))
    town.deliver()
    town.move(days=30)
    recheck(town, household, **signed, purposes=("verification", "recheck"))
    first, second = named(town)
    assert (first.id, first.purpose.code, first.purpose.text) == (
        "SQ2026-440507-x-00001",
        "hardship_verification",
        "form 2026-A",
    )
    assert second.purpose.code == "hardship_recheck"
    opened = [event for event in town.events(household) if isinstance(event, InquiryOpened)]
    assert [(one.purpose, one.consent.form_version) for one in opened] == [
        ("verification", "2026-A"),
        ("recheck", "2026-A"),
    ]


def test_who_signed_for_the_application_alone_is_not_asked_about_again(town: Town) -> None:
    signed: dict[str, Any] = {"form_version": "2026-B", "purposes": ("verification",)}
    household = apply(town, **signed)
    town.deliver()
    town.move(days=30)
    before = len(town.asked)
    recheck(town, household, **signed)
    assert town.asked[before:] == []
    refused = [event for event in town.events(household) if isinstance(event, QuestionRefused)]
    assert [(one.item, one.reason) for one in refused] == [("tax", "purpose_not_covered")]


def test_a_consent_that_names_no_purpose_is_for_each(town: Town) -> None:
    household = apply(town)
    town.deliver()
    town.move(days=30)
    recheck(town, household)
    assert len(named(town)) == 2
