"""Who answers where: the narrowest place goes first, from a day on, and two people say so."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from chassis.rebuild import drift
from contracts.intake import RecheckBegun
from dci.codes import Action
from dci.envelope import callback
from dci.keys import SigningKey
from dci.messages import Notify, NotifyData, NotifyEvent
from dci.names import record_type
from services.verification.domain.events import AgencyPushed
from services.verification.projections import TABLES, project
from tests.integration.verification.applications import consent, details_of, submitted
from tests.integration.verification.conftest import LONG_AGO, POPULATION, Town
from tests.integration.verification.letters import Asked, read_all, written

BODY = POPULATION.households[0].body
REGION = BODY["region"]
COUNTY = f"44/4405/{REGION}"
OFFICES = ("tax-longhu", "tax-shantou", "platform-44")


@pytest.fixture
def town(make_town: Callable[..., Town], tmp_path: Path) -> Town:
    """The agencies file knows three offices more, which answer nothing yet."""
    keys = {code: SigningKey.generate(code, "1") for code in OFFICES}
    file = tmp_path / "agencies"
    known = msgspec.json.decode(file.read_bytes())
    more = [
        {"code": code, "url": f"http://127.0.0.1:2/{code}", "keys": [key.known(LONG_AGO)]} for code, key in keys.items()
    ]
    file.write_bytes(msgspec.json.encode([*known, *more]))
    made = make_town(agencies=False)
    made.agency_keys |= keys
    return made


def entry(office: str, items: list[str], places: list[str], **changes: Any) -> dict[str, Any]:
    return {
        "office": office,
        "name": f"{office} 局",
        "url": f"http://127.0.0.1:2/{office}",
        "answers": [{"items": items, "places": places}] if items else [],
        "from": "2026-11-02",
        "source": "示例（虚构）",
    } | changes


def set_(town: Town, body: dict[str, Any], org_path: str = "44") -> None:
    proposed = town.post("/v1/directory/offices", body, "lawkeeper", org_path=org_path)
    assert (proposed.status_code, proposed.json().get("proposed")) == (200, True), proposed.text
    confirmed = town.post("/v1/directory/offices/confirmation", body, "lawkeeper:second", org_path=org_path)
    assert (confirmed.status_code, confirmed.json().get("changed")) == (200, True), confirmed.text


def refused(town: Town, body: dict[str, Any], path: str = "", role: str = "lawkeeper", org_path: str = "44") -> str:
    answer = town.post(f"/v1/directory/offices{path}", body, role, org_path=org_path)
    assert answer.status_code >= 400, answer.text
    return str(answer.json()["code"])


def apply(town: Town, **changes: Any) -> str:
    household = town.apply(submitted(town.service.vault, BODY, **changes))
    town.deliver()
    return household


def office_of(town: Town, item: str) -> str:
    """Who was asked last."""
    return [one for one in read_all(town.asked) if one.item == item][-1].agency


def test_a_countys_own_office_is_asked_and_the_city_s_for_the_county_beside_it(town: Town) -> None:
    set_(town, entry("tax-shantou", ["tax"], ["4405"]))
    set_(town, entry("tax-longhu", ["tax"], [REGION]))
    apply(town)
    assert (office_of(town, "tax"), office_of(town, "hukou")) == ("tax-longhu", "public_security")
    apply(town, region="440523", org_path="44/4405/440523/union")
    assert office_of(town, "tax") == "tax-shantou"
    apply(town, region="410202", org_path="41/4102/410202/union")
    assert office_of(town, "tax") == "tax"
    with town.service.store.reading() as connection:
        assert drift(connection, town.service.store.codec, project, TABLES) == {}


def test_an_authority_answers_many_items_in_one_envelope_and_the_report_names_it(town: Town) -> None:
    set_(town, entry("platform-44", ["tax", "dibao", "hukou"], ["44"]))
    household = apply(town)
    mine = [one for one in read_all(town.asked) if one.agency == "platform-44"]
    assert {one.item for one in mine} == {"tax", "dibao", "hukou"}
    assert [agency for agency, _ in town.asked].count("platform-44") == 1
    town.move(days=40)
    report = town.get(f"/v1/households/{household}/report", org_path=COUNTY).json()
    asked = {one["item"]: one["agency"] for one in report["items"]}
    assert (asked["tax"], asked["medical"]) == ("platform-44", "medical_insurance")
    (of_tax,) = [one for one in report["unanswered"] if one["item"] == "tax"]
    assert (of_tax["agency"], "household_income" in of_tax["facts"]) == ("platform-44", True)
    (inquiry,) = town.get(f"/v1/households/{household}/inquiries", org_path=COUNTY).json()["items"]
    assert {one["item"]: one["agency_zh"] for one in inquiry["items"]}["tax"] == "platform-44 局"
    of_the_kind, of_the_office = (
        town.get(f"/v1/timeliness?{of}", org_path=COUNTY).json()["items"] for of in ("agency=tax", "office=platform-44")
    )
    assert [one for one in of_the_office if one["item"] == "tax"] == of_the_kind
    rows = of_the_kind
    assert [(one["agency"], one["agency_zh"], one["silent"]) for one in rows] == [("platform-44", "platform-44 局", 1)]


def answer(town: Town, one: Asked, signer: str) -> str:
    body = written(one, town.agency_keys[signer], {"person": one.tokens[0], "monthly_income": "10.00"})
    return str(town.callback(body).json()["message"]["ack_status"])


def test_only_the_office_that_was_asked_answers(town: Town) -> None:
    set_(town, entry("tax-longhu", ["tax"], [REGION]))
    household = apply(town)
    (one,) = [each for each in read_all(town.asked) if each.item == "tax"]
    assert answer(town, one, "tax") == "NACK"
    assert "AnswerRecorded" not in town.story(household)
    assert answer(town, one, "tax-longhu") == "ACK"
    (recorded,) = [each for each in town.events(household) if type(each).__name__ == "AnswerRecorded"]
    assert recorded.agency == "tax-longhu"


def test_what_was_asked_before_stays_with_its_office_and_what_comes_later_goes_to_the_new_one(town: Town) -> None:
    household = apply(town)
    set_(town, entry("tax-longhu", ["tax"], [REGION], **{"from": "2026-11-04"}))
    apply(town)
    assert office_of(town, "tax") == "tax", "not before its day"
    town.move(days=2)
    again = RecheckBegun(
        round=2,
        reasons=("term",),
        items=("tax",),
        consent=consent(town.service.vault, BODY),
        details=details_of(town.service.vault, BODY),
    )
    town.hear(household, again)
    town.deliver()
    assert office_of(town, "tax") == "tax-longhu"
    first = next(each for each in read_all(town.asked) if each.item == "tax")
    assert answer(town, first, "tax") == "ACK"


def test_a_moved_address_is_used_at_the_next_attempt(town: Town) -> None:
    set_(town, entry("tax-longhu", ["tax"], [REGION]))
    town.down.add("tax-longhu")
    apply(town)
    set_(town, entry("tax-longhu", ["tax"], [REGION], url="http://127.0.0.1:2/tax-elsewhere"))
    town.due_again()
    town.deliver()
    assert "tax-elsewhere" in {agency for agency, _ in town.asked}


def test_two_people_of_the_place_and_nobody_else_change_it(town: Town) -> None:
    mine = entry("tax-longhu", ["tax"], [REGION])
    assert refused(town, mine, role="case_worker") == "forbidden"
    assert refused(town, mine, org_path="41") == "office.out_of_reach"
    assert refused(town, mine, org_path=BODY["org_path"]) == "office.out_of_reach"
    assert refused(town, mine, "/confirmation") == "office.not_proposed"
    assert town.post("/v1/directory/offices", mine, "lawkeeper", org_path="44").json()["proposed"] is True
    assert town.post("/v1/directory/offices", mine, "lawkeeper", org_path="44").json()["proposed"] is False
    assert refused(town, mine, "/confirmation") == "office.confirmed_by_another"
    other = mine | {"url": "http://127.0.0.1:2/elsewhere"}
    assert refused(town, other, "/confirmation", role="lawkeeper:second") == "office.not_proposed"
    (waits,) = town.get("/v1/directory/waiting", "lawkeeper", org_path="44").json()["items"]
    assert (waits["office"], waits["by"]) == ("tax-longhu", "person-lawkeeper")
    (elsewhere,) = town.get("/v1/directory/waiting", "lawkeeper", org_path="41").json()["items"]
    assert elsewhere["by"] is None
    apply(town)
    assert office_of(town, "tax") == "tax", "what waits changes nothing"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"office": "nobody-knows"}, "office.without_key"),
        ({"from": "2026-11-01"}, "office.day_too_far"),
        ({"from": "2029-11-01"}, "office.day_too_far"),
        ({"office": "tax"}, "office.out_of_reach"),  # the file's own, for the whole country
        ({"url": "ftp://x"}, "invalid_body"),
        ({"answers": [{"items": ["tax"], "places": ["4405071"]}]}, "invalid_body"),
    ],
)
def test_what_cannot_be_is_refused(town: Town, changes: dict[str, Any], code: str) -> None:
    assert refused(town, entry("tax-longhu", ["tax"], [REGION]) | changes) == code


def test_a_place_has_one_office_for_an_item_and_changes_hands_on_one_day(town: Town) -> None:
    set_(town, entry("tax-shantou", ["tax"], [REGION]))
    mine = entry("tax-longhu", ["tax"], [REGION], **{"from": "2026-11-09"})
    assert refused(town, mine) == "office.place_taken"
    set_(town, entry("tax-shantou", [], [], **{"from": "2026-11-09"}))
    set_(town, mine)
    apply(town)
    assert office_of(town, "tax") == "tax-shantou"
    town.move(days=7)
    apply(town)
    assert office_of(town, "tax") == "tax-longhu"
    listed = town.get(f"/v1/directory?region={REGION}", "portal", org_path="44").json()["items"]
    assert {one["item"]: (one["office"], one["office_zh"]) for one in listed}["tax"] == ("tax-longhu", "tax-longhu 局")
    assert [one["office"] for one in town.get("/v1/directory/offices", "auditor").json()["items"]] == [
        "tax-longhu",
        "tax-shantou",
        "tax-shantou",
    ]


def pushed(town: Town, agency: str) -> str:
    """What the agency tells of its own accord about the applicant's tax: the ack's status."""
    now = datetime.now(UTC)
    record = {"id_number": BODY["members"][0]["id_number"], "monthly_income": "10.00"}
    event = NotifyEvent(
        reference_id="r-1", timestamp=now, data=NotifyData(reg_record_type=record_type("tax"), reg_records=record)
    )
    body = callback(
        Action.NOTIFY,
        Notify(transaction_id="p-1", notify_event=[event]),
        town.agency_keys[agency],
        message_id=f"push-{agency}",
        receiver_id="verification",
        now=now,
    )
    return str(town.door.post("/registry/notify", content=body).json()["message"]["ack_status"])


def test_a_push_counts_where_its_office_is_in_charge_and_whoever_answers_the_item_nowhere_is_told(town: Town) -> None:
    set_(town, entry("tax-longhu", ["tax"], [REGION]))
    household = apply(town)
    assert [pushed(town, one) for one in ("tax", "tax-shantou", "bank")] == ["ACK", "NACK", "NACK"]
    assert "AgencyPushed" not in town.story(household)
    assert pushed(town, "tax-longhu") == "ACK"
    (kept,) = [each for each in town.events(household) if isinstance(each, AgencyPushed)]
    assert (kept.agency, kept.item) == ("tax-longhu", "tax")


def of_the_file(folder: Path, code: str, **answers: Any) -> None:
    """An entry more, with a key of its own."""
    known = msgspec.json.decode((folder / "agencies").read_bytes())
    key = SigningKey.generate(code, "1").known(LONG_AGO)
    entry = {"code": code, "url": f"http://127.0.0.1:2/{code}", "keys": [key], **answers}
    (folder / "agencies").write_bytes(msgspec.json.encode([*known, entry]))


def test_an_office_of_the_file_answers_where_the_file_says_and_the_directory_goes_before_it(
    make_town: Callable[..., Town], tmp_path: Path
) -> None:
    of_the_file(tmp_path, "tax-file", name="市税务局", items=["tax"], places=[REGION[:4]])
    town = make_town(agencies=False)
    apply(town)
    assert office_of(town, "tax") == "tax-file"
    set_(town, entry("tax-file", [], []))
    apply(town)
    assert office_of(town, "tax") == "tax"


def test_a_file_that_says_what_an_office_answers_says_where(make_town: Callable[..., Town], tmp_path: Path) -> None:
    of_the_file(tmp_path, "tax-file", items=["tax"])
    with pytest.raises(SystemExit):
        make_town(agencies=False)
