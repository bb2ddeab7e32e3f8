"""Agencies and charities report their own aid: what becomes of it, and of reports that are not right."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import psycopg
import pytest

from chassis.codec import Codec
from chassis.rebuild import drift
from chassis.unit_of_work import Change, unit
from chassis.urls import VaultUrls
from contracts.ledger import ActCheck, AidCleared, AidHeld, BatchChecked, FindingRaised, FindingWithdrawn, OtherAct
from dci.aid_reports import AidReport, notify_body
from dci.keys import SigningKey
from kernel.period import Period
from kernel.personal import is_withheld
from kernel.resident_id import check_digit
from services.ledger.bootstrap import CATALOGUE, bootstrap
from services.ledger.domain.events import OutsideAidRecorded
from services.ledger.index import writes
from tests.integration.ledger.conftest import AMOUNT, WANJU, Ledger
from tests.integration.ledger.test_changes_of_a_file import changed as file_changed
from tests.integration.ledger.test_changes_of_a_file import not_drifted
from tests.support.events import CONTEXT
from tests.support.service import Begin

SEVENTEEN = "44059020080405001"
CHILD = SEVENTEEN + check_digit(SEVENTEEN)
ELDER = "44059019650405001"
ELDER += check_digit(ELDER)
CHARITY = SigningKey.generate("charity", "1")
TAX = SigningKey.generate("tax", "1")
STRANGER = SigningKey.generate("charity", "1")


@pytest.fixture
def ledger(make_ledger: Callable[..., Ledger], tmp_path: Path) -> Ledger:
    since = datetime(2020, 1, 1, tzinfo=UTC)
    agencies = [
        {"code": "charity", "url": "", "keys": [CHARITY.known(since)], "aid_kinds": ["tuition_aid", "medical_aid"]},
        {"code": "tax", "url": "", "keys": [TAX.known(since)]},
    ]
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
HELD = AidHeld(act="act-1", rule="same_kind_same_person", clause="kaifeng §二3", other=CHARITABLE)


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


def changed(**how: object) -> AidReport:
    return msgspec.structs.replace(aid(), **how)


def telling(
    reference: str,
    *reports: AidReport,
    key: SigningKey = CHARITY,
    references: tuple[str, ...] = (),
    later: timedelta = timedelta(0),
) -> bytes:
    """One message with all these reports, each under a name of its own unless `references` say otherwise; `later`: how
    far from now their event says it is."""
    now = datetime.now(UTC)
    names = references or tuple(f"{reference}-{number}" for number in range(len(reports)))
    return notify_body(
        reference,
        list(zip(names, reports * (len(names) // len(reports)), strict=True)),
        key,
        message_id=f"m-{reference}-{now.timestamp()}",
        receiver_id="ledger",
        reported_at=now + later,
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


def test_a_message_that_is_sent_again_and_again_makes_one_key(
    ledger: Ledger, vault_database: VaultUrls, begin: Begin
) -> None:
    """FAULTS A15: also where several processes of the service take it at once."""
    other = Ledger(begin(bootstrap, ledger.settings), ledger.key)
    body, doors = told("r1"), [ledger.door, other.door]
    with ThreadPoolExecutor(8) as senders:
        answers = list(
            senders.map(lambda number: doors[number % 2].post("/registry/notify", content=body).status_code, range(50))
        )
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
        finding="*", act="act-1", rule="same_kind_same_person", clause="kaifeng §二3", other=CHARITABLE
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


def test_a_report_under_a_wrong_number_is_a_finding_when_the_number_is_corrected(ledger: Ledger) -> None:
    """Until then it spoke of a person whom nobody had paid."""
    wrong = ledger.service.vault.token("person", CHILD)
    ledger.open_file("h1", "person:right")
    ledger.propose("act-1", "h1", "person:right")
    ledger.close_batch("batch-1", ("act-1", "person:right"))
    ledger.door.post("/registry/notify", content=told("r1"))
    assert not any(isinstance(event, FindingRaised) for event in ledger.events("h1"))
    file_changed(ledger, "h1", "identity", members=("person:right",), same=((wrong, "person:right"),))
    assert last_finding(ledger).other == CHARITABLE
    ledger.door.post("/registry/notify", content=telling("r1", changed(standing="withdrawn")))
    assert isinstance(ledger.events("h1")[-1], FindingWithdrawn)
    not_drifted(ledger)


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


def stored_before_the_bounds(ledger: Ledger, first: date, last: date, person: str) -> None:
    """A report of no money for any time, as it was taken once; the charity's notify `r1` speaks of it."""
    name = ledger.service.vault.keyed_hash(b'report\0["charity","r1","r1-0"]')[:32]
    old = OutsideAidRecorded(
        report=name,
        giver="charity",
        kind="tuition_aid",
        period=Period(first, last),
        amount=0,
        beneficiaries=(person,),
        raw="{}",
    )
    ledger.service.vault.create("report-1")
    with ledger.service.store.transaction() as transaction:
        made = unit(ledger.service.store.codec, CONTEXT, [Change(f"report-{name}", 0, name, [old], "report-1")])
        writes.folded(transaction, made)
        transaction.append([made])


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 9, 1), date(9999, 12, 31)),
        (date(1, 1, 1), date(9999, 12, 31)),
        (date(1000, 1, 1), date(2999, 12, 31)),
        (date(9999, 12, 31), date(9999, 12, 31)),
        (date(1, 1, 1), date(1, 1, 1)),
    ],
)
def test_everything_survives_every_day_that_was_ever_stored(ledger: Ledger, first: date, last: date) -> None:
    """FAULTS B31, A4, A11: what was taken before there were bounds holds, is found and told, and can be taken back."""
    person, overlaps = paid(ledger, "act-0"), first.year <= 2026 <= last.year
    stored_before_the_bounds(ledger, first, last, person)
    held = ledger.propose("act-1", "h1", person, period=Period(date(2027, 9, 1), date(2028, 8, 31)))
    assert isinstance(held, AidHeld if overlaps else AidCleared)
    if isinstance(held, AidHeld):
        assert held.other is not None
        assert held.other.period == Period(first, last)
    for path in ("/v1/aid", "/v1/aid/act-1", "/v1/findings", "/v1/households/h1/timeline"):
        assert ledger.door.get(path, headers=ledger.headers("reviewer")).status_code == 200
    assert not any(drifts(ledger))
    taken_back = changed(standing="withdrawn", amount="0.00", period_first=first, period_last=last)
    assert notify(ledger, taken_back) == 202
    assert isinstance(decided(ledger) if overlaps else held, AidCleared)
    assert not any(drifts(ledger))


@pytest.mark.parametrize(
    ("make_body", "status"),
    [
        (lambda: told("r1", key=STRANGER), 401),
        (lambda: told("r1").replace(b"2000.00", b"9000.00"), 401),
        (lambda: told("r1", number="440590200804050010"), 400),
        (lambda: told("r1", kind="pocket_money"), 400),
        (lambda: telling("r1", aid(), aid(kind="pocket_money")), 400),
        (lambda: telling("r1", *[aid()] * 60), 400),
        (lambda: telling("r1", msgspec.structs.replace(aid(), giver="civil_affairs")), 400),
        (lambda: telling("r1", changed(giver="tax"), key=TAX), 400),
        (lambda: told("r1", kind="living_subsidy"), 400),
        (lambda: telling("r1", changed(amount="0")), 400),
        (lambda: telling("r1", changed(amount="0.00")), 400),
        (lambda: telling("r1", changed(period_first=date(1000, 1, 1), period_last=date(2999, 12, 31))), 400),
        (lambda: telling("r1", changed(period_last=date(2029, 12, 1))), 400),
        (lambda: telling("r1", changed(period_first=date(2024, 1, 1))), 400),
        (lambda: telling("r1", changed(period_first=date(2028, 1, 1), period_last=date(2028, 1, 31))), 400),
        (lambda: telling("r1", changed(standing="corrected")), 400),
        (lambda: telling("r1", changed(standing="withdrawn")), 400),
        (lambda: telling("r1", aid(), references=("one", "one")), 400),
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
        "kind of no table",
        "kind of another's table",
        "no money",
        "no money in fen",
        "two thousand years",
        "ends too late",
        "begins too early",
        "begins too late",
        "correction of nothing",
        "withdrawal of nothing",
        "twice in one message",
        "broken JSON",
    ],
)
def test_a_report_that_is_not_right_is_refused_and_nothing_is_stored(
    ledger: Ledger, make_body: Callable[[], bytes], status: int
) -> None:
    """FAULTS A4."""
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
    assert is_withheld(event.raw)


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


@pytest.mark.parametrize(
    "make_body",
    [
        lambda: told("r1")[:-1] + b',"note":{"amount":"9000.00"}}',
        lambda: telling("r\x001", aid(), references=("a",)),
        lambda: telling("r1", aid(), references=("a\x00",)),
        lambda: telling("r1", aid(), references=("a ",)),
        lambda: telling("r1", changed(bill="12345\x00678")),
        lambda: telling("r1", changed(household="\x00")),
        lambda: telling("r1", changed(beneficiaries=(CHILD, CHILD))),
        lambda: telling("r1", changed(beneficiaries=(ELDER, ELDER[:6] + ELDER[8:17]))),
        lambda: telling("r1", changed(beneficiaries=(CHILD, CHILD)), aid()),
    ],
)
def test_what_nobody_signed_nobody_sees_or_stands_twice_is_refused(
    ledger: Ledger, make_body: Callable[[], bytes]
) -> None:
    answer = ledger.door.post("/registry/notify", content=make_body())
    assert (answer.status_code, answer.json()["message"]["ack_status"]) == (400, "ERR")
    assert reports(ledger) == 0


def notify(ledger: Ledger, *reports: AidReport, reference: str = "r1") -> int:
    return int(ledger.door.post("/registry/notify", content=telling(reference, *reports)).status_code)


OTHER_CHILD = "44059020090506002"
OTHER_CHILD += check_digit(OTHER_CHILD)


@pytest.mark.parametrize(
    "how",
    [
        {"beneficiaries": (OTHER_CHILD,)},
        {"amount": "9000.00"},
        {"aid_kind": "medical_aid"},
        {"period_last": date(2027, 7, 31)},
        {"bill": "YL-1"},
        {"payee_account": "6222021602001234567"},
    ],
)
def test_another_content_under_a_reported_name_is_never_acknowledged(ledger: Ledger, how: dict[str, object]) -> None:
    """FAULTS B35."""
    assert notify(ledger, aid()) == 202
    answer = ledger.door.post("/registry/notify", content=telling("r1", changed(**how)))
    assert (answer.status_code, answer.json()["message"]["error"]["message"]) == (400, "report_changed")
    assert reports(ledger) == 1


def test_a_message_with_one_changed_report_is_refused_whole(ledger: Ledger) -> None:
    """FAULTS B35."""
    notify(ledger, aid())
    assert notify(ledger, changed(amount="1.00"), aid(OTHER_CHILD)) == 400
    assert reports(ledger) == 1


def held_by_the_charity(ledger: Ledger) -> str:
    person: str = ledger.service.vault.token("person", CHILD)
    ledger.open_file("h1", person)
    notify(ledger, aid())
    assert ledger.propose("act-1", "h1", person) == HELD
    return person


def decided(ledger: Ledger) -> object:
    """What the ledger says last of the household's act, once every timer that is due has rung."""
    ledger.move_to(ledger.service.clock.now())
    return ledger.events("h1")[-1]


@pytest.mark.parametrize(
    "how", [{"standing": "withdrawn"}, {"beneficiaries": (OTHER_CHILD,)}, {"aid_kind": "medical_aid"}]
)
def test_a_report_taken_back_or_corrected_away_undoes_the_hold(ledger: Ledger, how: dict[str, object]) -> None:
    """FAULTS A4."""
    person = held_by_the_charity(ledger)
    assert notify(ledger, changed(**{"standing": "corrected", **how})) == 202
    assert isinstance(decided(ledger), AidCleared)
    ledger.close_batch("batch-1", ("act-1", person))
    (checked,) = ledger.events("batch-1")
    assert checked.acts[0].confirmed


def test_a_correction_that_still_overlaps_holds_the_act_by_what_is_true_now(ledger: Ledger) -> None:
    """FAULTS A4."""
    held_by_the_charity(ledger)
    notify(ledger, changed(standing="corrected", amount="2500.00"))
    told = decided(ledger)
    assert isinstance(told, AidHeld)
    assert told.other is not None
    assert told.other.amount == 250_000


def test_an_old_message_brings_back_nothing_that_was_taken_back(ledger: Ledger) -> None:
    """FAULTS A4."""
    first = telling("r1", aid())
    corrected = telling("r1", changed(standing="corrected", amount="2500.00"))
    for body in (first, corrected, telling("r1", changed(standing="withdrawn"))):
        assert ledger.door.post("/registry/notify", content=body).status_code == 202
    for old in (first, corrected):
        answer = ledger.door.post("/registry/notify", content=old)
        assert answer.json()["message"]["error"]["message"] == "report_superseded"
    again = telling("r1", changed(standing="withdrawn"))
    assert ledger.door.post("/registry/notify", content=again).status_code == 202
    assert ledger.one("SELECT status FROM aid_index WHERE outside") == "released"


@pytest.mark.parametrize("later", [timedelta(days=63_000), timedelta(days=400), timedelta(days=-400)])
def test_an_event_told_at_a_time_that_cannot_be_bars_no_honest_correction(ledger: Ledger, later: timedelta) -> None:
    """FAULTS A4: of a first report, a correction and a withdrawal alike."""
    ways = [aid(), changed(standing="corrected", amount="2500.00"), changed(standing="withdrawn")]
    for way in ways:
        refused = ledger.door.post("/registry/notify", content=telling("r1", way, later=later))
        assert (refused.status_code, refused.json()["message"]["error"]["message"]) == (400, "report_time_invalid")
        assert notify(ledger, way) == 202


def test_what_is_recorded_comes_again_at_any_time_and_a_little_skew_is_forgiven(ledger: Ledger) -> None:
    """FAULTS A4."""
    for later in (timedelta(seconds=30), timedelta(days=-400), timedelta(days=-2)):
        assert ledger.door.post("/registry/notify", content=telling("r1", aid(), later=later)).status_code == 202
    assert reports(ledger) == 1


def test_a_giver_gets_one_finding_for_an_act_however_often_it_reports(ledger: Ledger) -> None:
    """FAULTS A4."""
    person = ledger.service.vault.token("person", CHILD)
    ledger.open_file("h1", person)
    ledger.propose("act-1", "h1", person)
    ledger.close_batch("batch-1", ("act-1", person))
    for reference in ("r1", "r2", "r3"):
        notify(ledger, aid(), reference=reference)
    assert ledger.story("h1").count("FindingRaised") == 1


def paid(ledger: Ledger, act: str = "act-1") -> str:
    """A child's act whose money is gone; the child."""
    person = ledger.service.vault.token("person", CHILD)
    ledger.open_file("h1", person)
    ledger.propose(act, "h1", person)
    ledger.close_batch("batch-1", (act, person))
    return person


def findings(ledger: Ledger) -> list[tuple[str, bool]]:
    """Each with the amount of the other act, and whether it stands."""
    listed = ledger.door.get("/v1/findings", headers=ledger.headers("reviewer")).json()["items"]
    return [(one["other"]["amount"], one["withdrawn_at"] is None) for one in listed]


@pytest.mark.parametrize(
    "how",
    [
        {"standing": "withdrawn"},
        {"standing": "corrected", "beneficiaries": (ELDER,)},
        {"standing": "corrected", "aid_kind": "medical_aid"},
        {"standing": "corrected", "period_first": date(2025, 9, 1), "period_last": date(2026, 8, 31)},
    ],
    ids=str,
)
def test_a_finding_goes_with_the_report_that_it_rests_on(ledger: Ledger, how: dict[str, object]) -> None:
    paid(ledger)
    assert notify(ledger, aid()) == 202
    assert findings(ledger) == [("2000.00", True)]
    assert notify(ledger, changed(**how)) == 202
    assert findings(ledger) == [("2000.00", False)]
    assert ledger.story("h1")[-2:] == ["FindingRaised", "FindingWithdrawn"]
    assert not any(drifts(ledger))


def test_a_corrected_report_that_still_overlaps_raises_what_is_true_now(ledger: Ledger) -> None:
    paid(ledger)
    notify(ledger, aid())
    assert notify(ledger, changed(standing="corrected", amount="5.00")) == 202
    assert findings(ledger) == [("5.00", True)]
    assert ledger.story("h1")[-3:] == ["FindingRaised", "FindingWithdrawn", "FindingRaised"]
    assert notify(ledger, changed(standing="withdrawn", amount="5.00")) == 202
    assert findings(ledger) == [("5.00", False)]


def test_a_finding_stands_while_another_report_of_the_giver_bears_it(ledger: Ledger) -> None:
    paid(ledger)
    notify(ledger, aid(), reference="r1")
    notify(ledger, aid(), reference="r2")
    notify(ledger, changed(standing="withdrawn"), reference="r1")
    assert findings(ledger) == [("2000.00", True)]
    notify(ledger, changed(standing="withdrawn"), reference="r2")
    assert findings(ledger) == [("2000.00", False)]
    notify(ledger, aid(), reference="r3")
    assert findings(ledger) == [("2000.00", True)], "reported once more, and so found once more"


def drifts(ledger: Ledger) -> list[object]:
    with psycopg.connect(ledger.settings.database_url) as operator:
        codec = ledger.service.store.codec
        return [drift(operator, codec, models.project, models.tables) for models in ledger.service.read_models]


def test_a_report_keeps_nothing_of_the_other_people_in_its_message(ledger: Ledger) -> None:
    """FAULTS A4: one person's number never stays under another's key."""
    notify(ledger, aid(), aid(OTHER_CHILD))
    vault = ledger.neighbours._vault
    for (body,) in ledger.rows("SELECT body FROM events WHERE type LIKE '%OutsideAidRecorded%'"):
        raw = Codec("ledger", CATALOGUE, vault).decode(body).event.raw
        assert [number in raw for number in (CHILD, OTHER_CHILD)].count(True) == 1


def test_reports_about_a_households_members_are_read_as_they_stand_and_the_look_is_on_record(ledger: Ledger) -> None:
    """What an agency wrote of a household's aid was kept and shown to nobody."""
    ledger.open_file("h1", ledger.service.vault.token("person", CHILD))
    ledger.open_file("h2", ledger.service.vault.token("person", ELDER), org_path=WANJU)
    ledger.door.post("/registry/notify", content=told("r1"))
    path = "/v1/households/{}/reports"

    (report,) = ledger.get(path.format("h1"), "case_worker").json()["items"]

    assert {name: report[name] for name in ("giver", "kind", "kind_zh", "first", "last", "amount")} == {
        "giver": "charity",
        "kind": "tuition_aid",
        "kind_zh": "金秋助学",
        "first": "2026-09-01",
        "last": "2027-06-30",
        "amount": "2000.00",
    }
    assert ledger.get(path.format("h2")).json() == {"items": [], "earlier": False}
    assert ledger.get(path.format("h1"), "portal").status_code == 403
    assert ledger.get(path.format("h1"), org_path=WANJU).status_code == 404
    listed = ledger.get("/v1/households/h1/accesses", "auditor").json()["items"]
    assert [(one["who"], one["what"]) for one in listed] == [("person-case_worker", "reports")]
