"""An agency tells of its own accord: judged as an answer is, kept as evidence, and nobody learns who is known here."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from contracts.intake import ConsentWithdrawn
from dci.acks import Ack
from dci.codes import Action
from dci.envelope import callback
from dci.messages import Notify, NotifyData, NotifyEvent
from dci.names import record_type
from dci.parser import decode
from services.verification.domain.events import AgencyPushed
from tests.integration.verification.applications import consent, submitted
from tests.integration.verification.conftest import POPULATION, Town

ONE, OTHER = POPULATION.households[0].body, POPULATION.households[1].body
COUNTY = "44/4405/440507"


@pytest.fixture
def town(make_town: Callable[..., Town]) -> Town:
    made = make_town(agencies=False)
    made.household = made.apply(submitted(made.service.vault, ONE, org_path=f"{COUNTY}/longhu-dianzi"))
    return made


def number(body: dict[str, Any] = ONE, member: int = 0) -> str:
    return str(body["members"][member]["id_number"])


def pushed(
    town: Town,
    *records: dict[str, Any],
    agency: str = "tax",
    item: str = "tax",
    transaction: str = "p-1",
    message_id: str = "m-1",
) -> bytes:
    now = datetime.now(UTC)
    events = [
        NotifyEvent(
            reference_id=f"r-{place}",
            timestamp=now,
            data=NotifyData(reg_record_type=record_type(item), reg_records=record),
        )
        for place, record in enumerate(records)
    ]
    return callback(
        Action.NOTIFY,
        Notify(transaction_id=transaction, notify_event=events),
        town.agency_keys[agency],
        message_id=message_id,
        receiver_id="verification",
        now=now,
        total_count=len(events),
    )


def send(town: Town, body: bytes) -> tuple[int, str, str | None]:
    answer = town.door.post("/registry/notify", content=body)
    message = decode(answer.content, Ack).message
    return answer.status_code, message.ack_status.value, message.error.message if message.error else None


TAKEN = (200, "ACK", None)


def kept(town: Town) -> list[AgencyPushed]:
    with town.service.store.reading() as connection:
        rows = connection.execute("SELECT body FROM events WHERE stream LIKE 'push-%%' ORDER BY position").fetchall()
    return [town.service.store.codec.decode(body).event for (body,) in rows]


def test_a_push_is_kept_as_evidence_and_shown_in_the_story(town: Town) -> None:
    body = pushed(town, {"id_number": number(), "monthly_income": "5200.00"})
    assert send(town, body) == TAKEN
    (event,) = kept(town)
    token = town.service.vault.token("person", number())
    assert (event.item, event.agency, event.person) == ("tax", "tax", token)
    assert event.records == ({"person": token, "monthly_income": "5200.00"},)
    told = town.get(f"/v1/households/{town.household}/timeline", org_path=COUNTY).json()["items"]
    (line,) = (one for one in told if one["type"].endswith("AgencyPushed.v1"))
    assert "主动通报" in line["summary_zh"]
    household = f"/v1/households/{town.household}"
    told = town.post(f"{household}/writings?kind=agency_push", {"reason": "核实通报"}, org_path=COUNTY)
    (writing,) = told.json()["items"]
    assert writing["words"]["records"] == [{"person": token, "monthly_income": "5200.00"}]
    path = f"{household}/answers/{writing['event']}/signed-body"
    as_signed = town.post(path, {"reason": "核实通报"}, org_path=COUNTY)
    assert as_signed.content == body


def test_nothing_any_more_is_a_push_too(town: Town) -> None:
    assert send(town, pushed(town, {"id_number": number()})) == TAKEN
    assert kept(town)[0].records == ()


def test_the_same_push_again_changes_nothing_under_whichever_message_id(town: Town) -> None:
    record = {"id_number": number(), "monthly_income": "5200.00"}
    for message_id in ("m-1", "m-1", "m-2"):
        assert send(town, pushed(town, record, message_id=message_id)) == TAKEN
    assert len(kept(town)) == 1
    assert send(town, pushed(town, record, transaction="p-2")) == TAKEN
    assert len(kept(town)) == 2


def test_whether_somebody_is_known_here_nobody_learns_and_of_a_stranger_nothing_is_kept(town: Town) -> None:
    assert send(town, pushed(town, {"id_number": number(OTHER), "monthly_income": "1.00"})) == TAKEN
    assert kept(town) == []
    assert town.one("SELECT count(*) FROM events WHERE stream LIKE 'refused-%%'") == 0


def test_what_the_consent_does_not_cover_is_not_kept(make_town: Callable[..., Town]) -> None:
    town = make_town(agencies=False)
    vault = town.service.vault
    narrow = consent(vault, ONE, items=("tax",))
    town.apply(submitted(vault, ONE, consent=narrow))
    assert send(town, pushed(town, {"id_number": number(), "monthly_income": "1.00"})) == TAKEN
    about = {"id_number": number(), "status": "married"}
    assert send(town, pushed(town, about, agency="civil_affairs", item="marriage", transaction="p-2")) == TAKEN
    assert [event.item for event in kept(town)] == ["tax"]


def test_what_comes_after_the_consent_was_taken_back_is_not_kept(town: Town) -> None:
    back = ConsentWithdrawn(reference="GX-0001", persons=("a",), withdrawn_on=date(2026, 11, 2), reason="不同意")
    town.hear(town.household, back)
    assert send(town, pushed(town, {"id_number": number(), "monthly_income": "1.00"})) == TAKEN
    assert kept(town) == []


@pytest.mark.parametrize(
    ("records", "agency", "reason"),
    [
        ([{"id_number": number(), "monthly_income": "1.00"}], "bank", "record_type_not_yours"),
        ([{"id_number": "11010119900307", "monthly_income": "1.00"}], "tax", "id_number_invalid"),
        ([{"person": "person:x", "monthly_income": "1.00"}], "tax", "id_number_invalid"),
        ([{"id_number": number(), "monthly_income": "1.005"}], "tax", "records_malformed"),
        (
            [{"id_number": number(), "monthly_income": "1.00"}, {"id_number": number(OTHER), "monthly_income": "1.00"}],
            "tax",
            "more_than_one_person",
        ),
    ],
)
def test_what_is_no_push_is_refused_by_name(
    town: Town, records: list[dict[str, Any]], agency: str, reason: str
) -> None:
    assert send(town, pushed(town, *records, agency=agency)) == (200, "NACK", reason)
    assert kept(town) == []


def test_of_an_erased_household_nothing_is_kept(town: Town, shred: Any) -> None:
    shred(town.service.vault, town.household)
    assert send(town, pushed(town, {"id_number": number(), "monthly_income": "1.00"})) == TAKEN
    assert town.one("SELECT count(*) FROM events WHERE stream LIKE 'push-%%'") == 0


def test_nothing_personal_stands_in_the_open(town: Town) -> None:
    send(town, pushed(town, {"id_number": number(), "monthly_income": "5200.00"}))
    body = town.one("SELECT body FROM events WHERE stream LIKE 'push-%%'")
    assert number().encode() not in bytes(body)
    assert b"5200" not in bytes(body)
    assert msgspec.json.decode(body)
