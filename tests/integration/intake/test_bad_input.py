"""Bad input gets a clear problem document, and nothing is stored."""

import json
import uuid
from typing import Any

import pytest

from machine import issuer
from tests.integration.intake.applications import application, id_number, member
from tests.integration.intake.conftest import COUNTY, UNION, Intake
from tests.support.service import ISSUER


def with_member(**changes: Any) -> dict[str, Any]:
    body = application(1)
    body["members"][0].update(changes)
    return body


def with_part(part: str, **changes: Any) -> dict[str, Any]:
    body = application(1)
    body[part].update(changes)
    return body


def without(*fields: str) -> dict[str, Any]:
    return {name: value for name, value in application(1).items() if name not in fields}


WRONG: list[tuple[dict[str, Any], str, str]] = [
    (with_member(id_number="440590198501010010"), "#/members/0/id_number", "id_number.check_digit"),
    (with_member(id_number="440590198502300012"), "#/members/0/id_number", "id_number.date"),
    (with_member(id_number="4405"), "#/members/0/id_number", "id_number.length"),
    (with_member(monthly_income="-0.01"), "#/members/0/monthly_income", "amount.negative"),
    (with_member(monthly_income="1.234"), "#/members/0/monthly_income", "amount.places"),
    (with_member(monthly_income=1.5), "#/members/0/monthly_income", "amount.type"),
    (with_member(monthly_income="NaN"), "#/members/0/monthly_income", "amount.format"),
    (with_member(relation="spouse"), "#/members/0/relation", "member.self_is_first"),
    (with_member(name="\x00"), "#/members/0", "control_character"),
    (application(1, region="999999"), "#/region", "region.unknown"),
    (application(1, region="440511"), "#/region", "region.not_of_organisation"),
    (application(1, org_path="44/4405/440507/nobody"), "#/org_path", "organisation.unknown"),
    (application(1, members=[member(1), member(1, "spouse")]), "#/members/1/id_number", "member.twice"),
    (application(1, members=[]), "#/members", "too_short"),
    (application(1, previous_household=str(uuid.uuid4())), "#/previous_household", "previous_household.unknown"),
    (without("consent"), "#/consent", "missing"),
    (with_part("consent", valid_until="2026-11-01"), "#/consent/valid_until", "consent.expired"),
    (with_part("consent", signed_on="2026-11-03"), "#/consent/signed_on", "consent.not_yet_signed"),
    (with_part("consent", valid_until="2099-12-31"), "#/consent/valid_until", "consent.too_long"),
    (with_part("consent", signed_on="1970-01-01"), "#/consent/valid_until", "consent.too_long"),
    (with_part("consent", valid_until="9999-12-31"), "#/consent/valid_until", "date.out_of_range"),
    (with_part("consent", items=["hukou"]), "#/consent/items", "consent.items_missing"),
    (with_part("consent", signatories=[5]), "#/consent/signatories", "consent.unknown_signatory"),
    (with_part("declared", primary_cause="illness"), "#/declared/primary_cause", "causes.primary_not_listed"),
    (with_part("employer", credit_code="91440590900001009X"), "#/employer/credit_code", "credit_code.check_character"),
    (application(1, surname="x"), "#/surname", "extra_forbidden"),
]


def nothing_stored(intake: Intake) -> bool:
    with intake.service.store.reading() as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM events WHERE type NOT LIKE '%ParameterSet%'),"
            " (SELECT count(*) FROM idempotency)"
        ).fetchone()
    return row == (0, 0)


def test_an_organisation_out_of_scope_is_answered_as_one_that_does_not_exist_whatever_the_region(
    intake: Intake,
) -> None:
    """FAULTS A14: a region that does not fit told that the organisation exists."""

    def refused(org_path: str, region: str) -> list[tuple[str, str]]:
        answer = intake.post("/v1/applications", application(1, org_path=org_path, region=region), "portal", UNION)
        return [(error["pointer"], error["code"]) for error in answer.json()["errors"]]

    for region in ("440507", "440511", "110101"):
        assert refused(COUNTY, region) == refused(f"{COUNTY}/nobody", region)
        assert ("#/org_path", "organisation.unknown") in refused(COUNTY, region)


def test_each_wrong_field_is_named_by_pointer_and_code_in_two_languages(intake: Intake) -> None:
    for body, pointer, code in WRONG:
        answer = intake.post("/v1/applications", body, "portal", UNION)
        found = [(error["pointer"], error["code"]) for error in answer.json()["errors"]]
        assert answer.status_code == 422, (code, answer.text)
        assert (pointer, code) in found
        texts = next(error["texts"] for error in answer.json()["errors"] if error["code"] == code)
        assert texts["zh"]
        assert texts["en"]
    assert nothing_stored(intake)


def test_every_adult_signs_and_children_need_not(intake: Intake) -> None:
    body = application(1, 2)
    body["consent"]["signatories"] = [0]
    answer = intake.post("/v1/applications", body, "portal", UNION)
    assert [error["code"] for error in answer.json()["errors"]] == ["consent.adult_not_signed"]

    body["members"][1].update(id_number=id_number(2, "20150601"), relation="child", employment="student")
    assert intake.post("/v1/applications", body, "portal", UNION).status_code == 201


def test_a_region_without_a_document_is_refused_by_name(intake: Intake) -> None:
    body = application(1, region="445102", org_path="44/4451/445102/xiangqiao-taoci")
    answer = intake.post("/v1/applications", body, "portal", "44")
    assert (answer.status_code, answer.json()["code"]) == (422, "no_profile")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["#/region"]


def test_a_large_body_broken_json_and_a_missing_key_are_refused(intake: Intake) -> None:
    headers = intake.headers("portal", org_path=UNION, **{"Content-Type": "application/json"})
    large = intake.door.post("/v1/applications", content=b" " * (10 * 1024 * 1024), headers=headers)
    assert (large.status_code, large.json()["code"]) == (413, "body_too_large")
    broken = intake.door.post("/v1/applications", content=b'{"region": ', headers=headers)
    assert (broken.status_code, broken.json()["code"]) == (400, "malformed_json")
    del headers["Idempotency-Key"]
    keyless = intake.door.post("/v1/applications", content=json.dumps(application(1)), headers=headers)
    assert (keyless.status_code, keyless.json()["code"]) == (400, "idempotency_key_required")
    assert nothing_stored(intake)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ttl_s": -60}, "token_expired"),
        ({"audience": "others"}, "token_invalid"),
        ({"foreign": True}, "token_invalid"),
    ],
)
def test_an_expired_or_foreign_token_is_refused(intake: Intake, changes: dict[str, Any], code: str) -> None:
    key = issuer.new_key() if changes.pop("foreign", False) else intake.key
    token = issuer.mint(key, "clerk", UNION, ["portal"], changes.pop("ttl_s", 60), issuer=ISSUER, **changes)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "k"}
    answer = intake.door.post("/v1/applications", json=application(1), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, code)


def test_a_role_that_may_not_decide_is_told_so(intake: Intake) -> None:
    household = intake.submitted(application(1))
    body, seen = {"decision": "approve"}, {"If-Match": '"1"'}
    answer = intake.post(f"/v1/households/{household}/decision", body, "portal", **seen)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_another_countys_household_is_answered_as_if_it_did_not_exist(intake: Intake) -> None:
    household = intake.submitted(application(1))
    for path in ("", "/timeline"):
        answers = [
            intake.get(f"/v1/households/{each}{path}", org_path="44/4405/440511")
            for each in (household, str(uuid.uuid4()))
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].json()["code"] == answers[1].json()["code"] == "not_found"
    withdrawal = intake.post(f"/v1/households/{household}/withdrawal", {"reason": "x"}, org_path="44/4405/440511")
    assert withdrawal.status_code == 404
    assert intake.get("/v1/households", org_path="44/4405/440511").json()["items"] == []
    assert intake.status(household) == "under_verification"


def test_a_stale_or_missing_if_match_is_refused(intake: Intake) -> None:
    household = intake.submitted(application(1))
    path, body = f"/v1/households/{household}/decision", {"decision": "return", "papers": ["id"]}
    assert intake.post(path, body, "reviewer").status_code == 428
    stale = intake.post(path, body, "reviewer", **{"If-Match": '"7"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")


@pytest.mark.parametrize("paper", ["张三的身份证", "copy of 44050720080101001X"])
def test_a_paper_is_asked_for_by_its_kind_since_its_name_travels_unsealed(intake: Intake, paper: str) -> None:
    body = {"decision": "return", "papers": [paper]}

    answer = intake.post("/v1/households/x/decision", body, "reviewer", **{"If-Match": '"7"'})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/papers/0")


def test_a_retry_gets_the_first_answer_and_another_body_is_refused(intake: Intake) -> None:
    headers = intake.headers("portal", org_path=UNION)
    first = intake.door.post("/v1/applications", json=application(1), headers=headers)
    assert intake.door.post("/v1/applications", json=application(1), headers=headers).content == first.content
    other = intake.door.post("/v1/applications", json=application(3), headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")
    assert len(intake.get("/v1/households").json()["items"]) == 1


def test_the_example_in_the_description_is_itself_accepted(intake: Intake) -> None:
    described = intake.door.get("/openapi.json").json()
    example = described["components"]["schemas"]["ApplicationForm"]["example"]
    answer = intake.post("/v1/applications", example, "portal", UNION)
    assert answer.status_code == 201, answer.text


@pytest.mark.parametrize(
    "signed_on", [0, "0", 1793491200, "2026-W44", "20261101", "2026-305", "0001-01-01", True, None]
)
def test_a_consent_is_dated_as_iso_writes_it(intake: Intake, signed_on: object) -> None:
    """FAULTS B40."""
    refused = intake.post("/v1/applications", with_part("consent", signed_on=signed_on), "portal", UNION)
    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == ["#/consent/signed_on"]
    assert nothing_stored(intake)


@pytest.mark.parametrize("on", ["0", "2026-W44", "20261101", "1793491200"])
def test_a_day_asked_for_is_dated_as_iso_writes_it(intake: Intake, on: str) -> None:
    """FAULTS B40."""
    refused = intake.get(f"/v1/parameters?region=440507&on={on}")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "date")


def test_a_cursor_of_half_a_character_is_refused(intake: Intake) -> None:
    """FAULTS B28."""
    refused = intake.get("/v1/households?cursor=odciTtupKI5bIlx1ZDgwMCJd")
    assert (refused.status_code, refused.json()["code"]) == (400, "cursor_invalid")


@pytest.mark.parametrize("place", ["name", "bank", "employer", "address", "reference"])
def test_a_name_holds_nothing_unseen(intake: Intake, place: str) -> None:
    """FAULTS B17."""
    hidden = "虚构\u202e路"
    body = {
        "name": with_member(name=hidden),
        "bank": with_part("account", bank=hidden),
        "employer": with_part("employer", name=hidden),
        "address": with_part("contact", address=hidden),
        "reference": with_part("consent", reference=hidden),
    }[place]
    refused = intake.post("/v1/applications", body, "portal", UNION)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "control_character")
    assert nothing_stored(intake)


def test_the_same_account_and_person_in_another_writing_have_the_same_tokens(intake: Intake) -> None:
    """FAULTS B36, B38."""
    number, account = id_number(1), "9999990000000000000"
    plain = with_part("account", number=account)
    typed = with_part("account", number="9999 9900 0000\u200b 0000 000")
    typed["members"][0]["id_number"] = f" {number[:6]} {number[6:14]}\u200b{number[14:].lower()}"
    tokens = []
    for body in (plain, typed):
        household = intake.submitted(body)
        (submitted,) = intake.events(household)[:1]
        tokens.append((submitted.account, submitted.members))
        intake.post(f"/v1/households/{household}/withdrawal", {"reason": "另行申请"}, "portal", UNION)
    assert tokens[0] == tokens[1]
