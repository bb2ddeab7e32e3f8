"""Agencies and charities report their own aid: what becomes of it, and of reports that are not right."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import psycopg
import pytest

from chassis.rebuild import drift
from chassis.unit_of_work import Change, unit
from chassis.urls import VaultUrls
from contracts.ledger import ActCheck, AidHeld, BatchChecked, FindingRaised, OtherAct
from dci.aid_reports import AidReport, notify_body
from dci.keys import SigningKey
from kernel.period import Period
from kernel.resident_id import check_digit
from services.ledger.domain.events import OutsideAidRecorded
from services.ledger.index import writes
from tests.integration.ledger.conftest import AMOUNT, Ledger
from tests.support.events import CONTEXT

SEVENTEEN = "44059020080405001"
CHILD = SEVENTEEN + check_digit(SEVENTEEN)
CHARITY = SigningKey.generate("charity", "1")
STRANGER = SigningKey.generate("charity", "1")


@pytest.fixture
def ledger(make_ledger: Callable[..., Ledger], tmp_path: Path) -> Ledger:
    agencies = [{"code": "charity", "url": "", "keys": [CHARITY.known(datetime(2020, 1, 1, tzinfo=UTC))]}]
    file = tmp_path / "agencies.json"
    file.write_bytes(msgspec.json.encode(agencies))
    return make_ledger(agencies_file=file)


CHARITABLE = OtherAct(
    giver="charity",
    kind="tuition_aid",
    period=Period(date(2026, 9, 1), date(2027, 6, 30)),
    amount=200_000,
    office="慈善会",
    office_phone="",
)
HELD = AidHeld(act="act-1", rule="same_kind_same_person", clause="kaifeng §二.3", other=CHARITABLE)


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


def reports(ledger: Ledger) -> int:
    return int(ledger.one("SELECT count(*) FROM events WHERE type LIKE '%OutsideAidRecorded%'"))


def last_finding(ledger: Ledger) -> FindingRaised:
    """Whose id is any."""
    found = ledger.events("h1")[-1]
    assert isinstance(found, FindingRaised)
    return msgspec.structs.replace(found, finding="*")


def test_a_union_act_of_the_kind_that_a_charity_gives_already_is_held(ledger: Ledger) -> None:
    person = ledger.service.vault.token("person", CHILD)
    ledger.open_file("h1", person)

    answer = ledger.door.post("/registry/notify", content=told("r1"))

    assert answer.status_code == 202
    assert answer.json()["message"]["ack_status"] == "ACK"
    assert ledger.propose("act-1", "h1", person) == HELD


def test_the_same_person_written_with_the_old_fifteen_digits_is_found(ledger: Ledger) -> None:
    eighteen = "440590196504050" + "01"
    eighteen += check_digit(eighteen)
    person = ledger.service.vault.token("person", eighteen)
    ledger.open_file("h1", person)

    ledger.door.post("/registry/notify", content=told("r1", number=eighteen[:6] + eighteen[8:17]))

    assert ledger.propose("act-1", "h1", person) == HELD


def test_the_same_report_again_changes_nothing(ledger: Ledger) -> None:
    ledger.door.post("/registry/notify", content=told("r1"))

    again = ledger.door.post("/registry/notify", content=told("r1"))

    assert again.status_code == 202
    assert reports(ledger) == 1


def test_a_message_that_is_sent_again_and_again_makes_one_key(ledger: Ledger, vault_database: VaultUrls) -> None:
    """FAULTS A15."""
    body = told("r1")
    with ThreadPoolExecutor(8) as senders:
        answers = list(senders.map(lambda _: ledger.door.post("/registry/notify", content=body).status_code, range(50)))
    assert set(answers) == {202}
    assert reports(ledger) == 1
    with psycopg.connect(vault_database.opener) as vault:
        assert vault.execute("SELECT count(*) FROM keys WHERE key_id LIKE 'report-%'").fetchone() == (1,)


def test_a_report_after_the_payment_is_a_finding(ledger: Ledger) -> None:
    person = ledger.service.vault.token("person", CHILD)
    ledger.open_file("h1", person)
    ledger.propose("act-1", "h1", person)
    ledger.close_batch("batch-1", ("act-1", person))

    ledger.door.post("/registry/notify", content=told("r1"))

    assert last_finding(ledger) == FindingRaised(
        finding="*", act="act-1", rule="same_kind_same_person", clause="kaifeng §二.3", other=CHARITABLE
    )


def test_a_report_before_the_batch_revokes_the_act(ledger: Ledger) -> None:
    person = ledger.service.vault.token("person", CHILD)
    ledger.open_file("h1", person)
    ledger.propose("act-1", "h1", person)
    ledger.door.post("/registry/notify", content=told("r1"))

    ledger.close_batch("batch-1", ("act-1", person))

    revoked = ActCheck(
        act="act-1",
        household="h1",
        confirmed=False,
        amount=AMOUNT,
        rule="same_kind_same_person",
        other=CHARITABLE,
    )
    assert ledger.events("batch-1") == [BatchChecked(fund="fund-1", acts=(revoked,), total=0)]


def test_a_bill_paid_for_somebody_else_is_found_as_the_same_bill_and_not_as_the_same_person(ledger: Ledger) -> None:
    bill = ledger.service.vault.token("bill", "YL-1")
    ledger.open_file("h1", "person:a")
    ledger.propose("act-1", "h1", "person:a", bill=bill)
    ledger.close_batch("batch-1", ("act-1", "person:a"))

    ledger.door.post("/registry/notify", content=telling("r1", aid(bill="YL-1")))

    assert last_finding(ledger) == FindingRaised(
        finding="*", act="act-1", rule="same_bill", clause="baisha §六(二)", other=CHARITABLE
    )


@pytest.mark.parametrize("typed", ["粤y-2027-a1b2c3", "粤Ｙ－２０２７－Ａ１Ｂ２Ｃ３", "粤Y-2027- A1\u200bB2C3"])
def test_a_bill_is_the_same_however_its_number_is_written(ledger: Ledger, typed: str) -> None:
    """FAULTS B36."""
    bill = ledger.service.vault.token("bill", "粤Y-2027-A1B2C3")
    ledger.open_file("h1", "person:a")
    ledger.door.post("/registry/notify", content=telling("r1", aid(bill=typed)))
    held = ledger.propose("act-1", "h1", "person:a", bill=bill)
    assert isinstance(held, AidHeld)
    assert held.rule == "same_bill"


def test_the_tools_survive_every_day_that_was_ever_stored(ledger: Ledger) -> None:
    """FAULTS B31, A11."""
    until_the_end = msgspec.structs.replace(aid(), period_last=date(9999, 12, 31))
    last = OutsideAidRecorded(
        report="r1",
        giver="charity",
        kind="tuition_aid",
        period=Period(until_the_end.period_first, until_the_end.period_last),
        amount=200_000,
        beneficiaries=("person:a",),
        raw="{}",
    )
    ledger.service.vault.create("report-1")
    with ledger.service.store.transaction() as transaction:
        made = unit(ledger.service.store.codec, CONTEXT, [Change("report-r1", 0, "r1", [last], "report-1")])
        writes.folded(transaction, made)
        transaction.append([made])
    with psycopg.connect(ledger.settings.database_url) as operator:
        for models in ledger.service.read_models:
            assert drift(operator, ledger.service.store.codec, models.project, models.tables) == {}


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
    ledger: Ledger, make_body: Callable[[], bytes], status: int
) -> None:
    answer = ledger.door.post("/registry/notify", content=make_body())

    assert answer.status_code == status
    assert answer.json()["message"]["ack_status"] == "ERR"
    assert reports(ledger) == 0


def test_the_raw_report_is_kept_sealed_and_the_ledger_itself_cannot_open_it(ledger: Ledger) -> None:
    ledger.door.post("/registry/notify", content=told("r1"))

    body = ledger.one("SELECT body FROM events")
    assert CHILD.encode() not in body
    event = ledger.service.store.codec.decode(body).event
    assert isinstance(event, OutsideAidRecorded)
    assert event.raw.name == "SEALED"  # type: ignore[attr-defined]


@pytest.mark.parametrize("headers", [{"Content-Encoding": "gzip"}, {"Content-Type": "text/xml"}], ids=str)
def test_a_report_that_comes_encoded_or_as_another_kind_is_refused(ledger: Ledger, headers: dict[str, str]) -> None:
    """FAULTS A20."""
    refused = ledger.door.post("/registry/notify", content=told("r1"), headers=headers)
    assert (refused.status_code, refused.json()["message"]["ack_status"]) == (400, "ERR")
    assert reports(ledger) == 0


def test_a_report_with_a_name_twice_is_refused(ledger: Ledger) -> None:
    """FAULTS A16."""
    twice = told("r1").replace(b'{"signature"', b'{"message":{},"signature"')
    refused = ledger.door.post("/registry/notify", content=twice)
    assert (refused.status_code, refused.json()["message"]["error"]["message"]) == (400, "envelope_malformed")
    assert reports(ledger) == 0
