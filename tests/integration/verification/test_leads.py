"""早发现: who is not known here is told of to the union by token alone; a sender learns nothing, and the token goes."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from contracts.verification import LeadMet, LeadReceived
from dci.codes import Action
from dci.envelope import callback
from dci.messages import Notify, NotifyData, NotifyEvent
from dci.names import event_type, record_type
from services.verification.domain.events import LeadForgotten
from tests.integration.verification.applications import TODAY, submitted
from tests.integration.verification.conftest import POPULATION, Town
from tests.integration.verification.test_pushes import COUNTY, ONE, OTHER, TAKEN, kept, number, send

DAY = TODAY.isoformat()


@pytest.fixture
def town(make_town: Callable[..., Town]) -> Town:
    made = make_town(agencies=False, leads={"medical_insurance": {"serious_illness_settled": 30}})
    made.household = made.apply(submitted(made.service.vault, ONE, org_path=f"{COUNTY}/longhu-dianzi"))
    return made


def lead(town: Town, who: str, **said: Any) -> bytes:
    now = datetime.now(UTC)
    agency, kind = said.pop("agency", "medical_insurance"), said.pop("kind", "serious_illness_settled")
    item, reference = said.pop("item", "medical"), said.pop("reference", "JS-2026-17")
    record = {"id_number": who, "region": "440507", "on": DAY, **MEDICAL, **said}
    event = NotifyEvent(
        reference_id=reference,
        timestamp=now,
        data=NotifyData(reg_event_type=event_type(kind), reg_record_type=record_type(item), reg_records=record),
    )
    return callback(
        Action.NOTIFY,
        Notify(transaction_id="p-9", notify_event=[event]),
        town.agency_keys[agency],
        message_id="m-9",
        receiver_id="verification",
        now=now,
        total_count=1,
    )


MEDICAL: dict[str, Any] = {"out_of_pocket_monthly": "90123.00", "serious_illness": True}


def told(town: Town) -> list[Any]:
    with town.service.store.reading() as connection:
        rows = connection.execute("SELECT body FROM events WHERE stream LIKE 'lead-%%' ORDER BY position").fetchall()
    return [town.service.store.codec.decode(body).event for (body,) in rows]


def test_of_a_stranger_a_lead_is_told_and_neither_number_nor_token_stands_in_any_event(town: Town) -> None:
    body = lead(town, number(OTHER))
    assert send(town, body) == TAKEN
    assert send(town, body) == TAKEN
    (received,) = told(town)
    assert isinstance(received, LeadReceived)
    assert (received.kind, received.region, received.reference) == ("serious_illness_settled", "440507", "JS-2026-17")
    token = town.service.vault.token("person", number(OTHER))
    for what in (number(OTHER), token, "90123"):
        assert town.one(f"SELECT count(*) FROM events WHERE body::text LIKE '%%{what}%%'") == 0
    assert town.one("SELECT count(*) FROM lead_persons") == 1


def test_of_somebody_known_here_it_is_a_push_as_any_other_and_the_ack_is_the_same(town: Town) -> None:
    assert send(town, lead(town, number(ONE))) == TAKEN
    assert told(town) == []
    assert [push.item for push in kept(town)] == ["medical"]


def test_an_application_meets_the_lead_and_its_token_goes(town: Town) -> None:
    send(town, lead(town, number(OTHER)))
    household = town.apply(submitted(town.service.vault, OTHER))
    _, met = told(town)
    assert met == LeadMet(household=household)
    assert town.one("SELECT count(*) FROM lead_persons") == 0
    assert town.story(household)[0] == "InquiryOpened"
    town.move(days=40)
    assert len(told(town)) == 2


def test_after_its_term_nobody_can_tell_who_it_was(town: Town) -> None:
    send(town, lead(town, number(OTHER)))
    town.move(days=29)
    assert town.one("SELECT count(*) FROM lead_persons") == 1
    town.move(days=32)
    assert isinstance(told(town)[-1], LeadForgotten)
    assert town.one("SELECT count(*) FROM lead_persons") == 0
    town.apply(submitted(town.service.vault, OTHER))
    assert len(told(town)) == 2


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"agency": "tax", "item": "tax"}, "lead_kind_not_yours"),
        ({"kind": "dibao_granted"}, "lead_kind_not_yours"),
        ({"region": "44"}, "lead_malformed"),
        ({"on": "2020-01-01"}, "lead_malformed"),
        ({"reference": f"JS-{POPULATION.households[5].body['members'][0]['id_number']}"}, "reference_is_personal"),
    ],
)
def test_what_is_no_lead_of_theirs_is_refused_whoever_it_is_about(
    town: Town, said: dict[str, Any], reason: str
) -> None:
    for who in (number(ONE), number(OTHER)):
        assert send(town, lead(town, who, **said)) == (200, "NACK", reason)
    assert (told(town), kept(town)) == ([], [])
