"""Agencies and charities report their own aid: what becomes of it, and of reports that are not right."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from chassis.http.app import create_app
from chassis.http.auth import Tokens
from chassis.http.keys import JwksFile
from contracts import assistance, intake
from contracts.assistance import ActLine, PaymentBatchClosed
from contracts.ledger import AidHeld, BatchChecked, FindingRaised
from dci.aid_reports import AidReport, notify_body
from dci.keys import SigningKey
from kernel.resident_id import check_digit
from services.ledger.bootstrap import bootstrap
from services.ledger.domain.events import OutsideAidRecorded
from tests.integration.ledger.test_clearing import open_file, proposed
from tests.support.service import Hosted

SEVENTEEN = "44059020080405001"
CHILD = SEVENTEEN + check_digit(SEVENTEEN)
CHARITY = SigningKey.generate("charity", "1")
STRANGER = SigningKey.generate("charity", "1")


@pytest.fixture
def ledger(host: Callable[..., Hosted], tmp_path: Path) -> Hosted:
    agencies = [{"code": "charity", "url": "", "keys": [CHARITY.known(datetime(2020, 1, 1, tzinfo=UTC))]}]
    file = tmp_path / "agencies.json"
    file.write_bytes(msgspec.json.encode(agencies))
    catalogues = {"intake": intake.EVENTS, "assistance": assistance.EVENTS}
    return host("ledger", bootstrap, catalogues, agencies_file=file)


@pytest.fixture
def door(ledger: Hosted) -> TestClient:
    service, settings = ledger.service, ledger.settings
    tokens = Tokens(JwksFile(settings.jwks_file), settings.issuer, settings.audience)
    return TestClient(
        create_app(
            "ledger",
            service.routers,
            service.errors,
            {},
            tokens=tokens,
            keyed_hash=service.vault.keyed_hash,
            production=False,
        )
    )


def aid(number: str = CHILD, kind: str = "tuition_aid", bill: str | None = None) -> AidReport:
    return AidReport(
        giver="charity",
        aid_kind=kind,
        period_first=date(2026, 9, 1),
        period_last=date(2027, 6, 30),
        amount="2000.00",
        beneficiaries=(number,),
        bill=bill,
    )


def told(reference: str, key: SigningKey = CHARITY, number: str = CHILD, kind: str = "tuition_aid") -> bytes:
    return telling(reference, aid(number, kind), key=key)


def telling(reference: str, *reports: AidReport, key: SigningKey = CHARITY) -> bytes:
    """One message with all these reports."""
    now = datetime.now(UTC)
    return notify_body(
        reference,
        [(f"{reference}-{number}", report) for number, report in enumerate(reports)],
        key,
        message_id=f"m-{reference}-{now.timestamp()}",
        receiver_id="ledger",
        reported_at=now,
        now=now,
    )


def reports(ledger: Hosted) -> int:
    with ledger.service.store.reading() as sql:
        row = sql.execute("SELECT count(*) FROM events WHERE type LIKE '%OutsideAidRecorded%'").fetchone()
    assert row is not None
    return int(row[0])


def test_a_union_act_of_the_kind_that_a_charity_gives_already_is_held(ledger: Hosted, door: TestClient) -> None:
    person = ledger.service.vault.token("person", CHILD)
    open_file(ledger, "h1", person)

    answer = door.post("/registry/notify", content=told("r1"))
    ledger.hear("assistance", proposed("act-1", "h1", person), "h1")

    assert answer.status_code == 202
    assert answer.json()["message"]["ack_status"] == "ACK"
    held = ledger.events("h1")[-1]
    assert isinstance(held, AidHeld)
    assert held.other is not None
    assert (held.rule, held.other.giver, held.other.office) == ("same_kind_same_person", "charity", "慈善会")


def test_the_same_person_written_with_the_old_fifteen_digits_is_found(ledger: Hosted, door: TestClient) -> None:
    eighteen = "440590196504050" + "01"
    eighteen += check_digit(eighteen)
    person = ledger.service.vault.token("person", eighteen)
    open_file(ledger, "h1", person)

    door.post("/registry/notify", content=told("r1", number=eighteen[:6] + eighteen[8:17]))
    ledger.hear("assistance", proposed("act-1", "h1", person), "h1")

    assert isinstance(ledger.events("h1")[-1], AidHeld)


def test_the_same_report_again_changes_nothing(ledger: Hosted, door: TestClient) -> None:
    door.post("/registry/notify", content=told("r1"))

    again = door.post("/registry/notify", content=told("r1"))

    assert again.status_code == 202
    assert reports(ledger) == 1


def test_a_report_after_the_payment_is_a_finding_and_one_before_the_batch_revokes(
    ledger: Hosted, door: TestClient
) -> None:
    person = ledger.service.vault.token("person", CHILD)
    open_file(ledger, "h1", person)
    ledger.hear("assistance", proposed("act-1", "h1", person), "h1")
    line = ActLine(act="act-1", household="h1", amount=300_000, account="account:h1", beneficiaries=(person,))
    closed = PaymentBatchClosed(fund="fund-1", org_path="44/4405/440507", acts=(line,), total=300_000)
    ledger.hear("assistance", closed, "batch-1")

    door.post("/registry/notify", content=told("r1"))

    found = ledger.events("h1")[-1]
    assert isinstance(found, FindingRaised)
    assert (found.act, found.rule, found.other.giver) == ("act-1", "same_kind_same_person", "charity")

    other = "440590200904050" + "01"
    other += check_digit(other)
    second = ledger.service.vault.token("person", other)
    ledger.hear("assistance", proposed("act-2", "h1", second), "h1")
    door.post("/registry/notify", content=told("r2", number=other))
    line = ActLine(act="act-2", household="h1", amount=300_000, account="account:h1", beneficiaries=(second,))
    ledger.hear(
        "assistance",
        PaymentBatchClosed(fund="fund-1", org_path="44/4405/440507", acts=(line,), total=300_000),
        "batch-2",
    )
    (checked,) = ledger.events("batch-2")
    assert isinstance(checked, BatchChecked)
    assert [(one.confirmed, one.rule) for one in checked.acts] == [(False, "same_kind_same_person")]


def test_a_bill_paid_for_somebody_else_is_found_as_the_same_bill_and_not_as_the_same_person(
    ledger: Hosted, door: TestClient
) -> None:
    bill = ledger.service.vault.token("bill", "YL-1")
    open_file(ledger, "h1", "person:a")
    ledger.hear("assistance", msgspec.structs.replace(proposed("act-1", "h1", "person:a"), bill=bill), "h1")
    line = ActLine(act="act-1", household="h1", amount=300_000, account="account:h1", beneficiaries=("person:a",))
    closed = PaymentBatchClosed(fund="fund-1", org_path="44/4405/440507", acts=(line,), total=300_000)
    ledger.hear("assistance", closed, "batch-1")

    door.post("/registry/notify", content=telling("r1", aid(bill="YL-1")))

    found = ledger.events("h1")[-1]
    assert isinstance(found, FindingRaised)
    assert found.rule == "same_bill"


@pytest.mark.parametrize(
    ("make_body", "status"),
    [
        (lambda: told("r1", key=STRANGER), 401),
        (lambda: told("r1").replace(b"2000.00", b"9000.00"), 401),
        (lambda: told("r1", number="440590200804050010"), 400),
        (lambda: told("r1", kind="pocket_money"), 400),
        (lambda: telling("r1", aid(), aid(kind="pocket_money")), 400),
        (lambda: telling("r1", *[aid()] * 120), 400),
        (lambda: telling("r1", msgspec.structs.replace(aid(), giver="civil_affairs")), 400),
        (lambda: b"{", 400),
    ],
    ids=[
        "wrong key",
        "altered",
        "wrong check digit",
        "unknown kind",
        "second wrong",
        "too large",
        "another giver",
        "broken JSON",
    ],
)
def test_a_report_that_is_not_right_is_refused_and_nothing_is_stored(
    ledger: Hosted, door: TestClient, make_body: Callable[[], bytes], status: int
) -> None:
    answer = door.post("/registry/notify", content=make_body())

    assert answer.status_code == status
    assert answer.json()["message"]["ack_status"] == "ERR"
    assert reports(ledger) == 0


def test_the_raw_report_is_kept_sealed_and_the_ledger_itself_cannot_open_it(ledger: Hosted, door: TestClient) -> None:
    door.post("/registry/notify", content=told("r1"))

    with ledger.service.store.reading() as sql:
        (body,) = sql.execute("SELECT body FROM events").fetchone()  # type: ignore[misc]
    assert CHILD.encode() not in body
    event = ledger.service.store.codec.decode(body).event
    assert isinstance(event, OutsideAidRecorded)
    assert event.raw.name == "SEALED"  # type: ignore[attr-defined]
