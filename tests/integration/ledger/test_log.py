"""Every event gets its number and its leaf hash, once, whatever its body says."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from chassis import subscription
from contracts.intake import (
    Account,
    ApplicationWithdrawn,
    Consent,
    Contact,
    Declared,
    Details,
    Employer,
    FileNumberRecorded,
    RecheckBegun,
)
from tests.integration.ledger.conftest import JINPING, LONGHU, WANJU, Ledger, opened
from tests.integration.ledger.test_moves_of_a_file import moved
from tests.support.places import organisations_file
from tests.support.service import START


def test_messages_are_numbered_from_zero_without_a_gap_and_redelivery_adds_nothing(ledger: Ledger) -> None:
    ledger.service.vault.create("h1")
    message = ledger.said("h1", opened("h1", ("person:a",)))

    ledger.handle(message)
    ledger.handle(message)

    rows = ledger.rows("SELECT index, source, position, leaf_hash, body FROM log")
    assert rows == [(0, "intake", 1, hashlib.sha256(b"\x00" + message.body).digest(), message.body)]


def test_a_body_that_nobody_can_read_is_sequenced_all_the_same(ledger: Ledger) -> None:
    ledger.service.vault.create("h1")
    message = msgspec.structs.replace(ledger.said("h1", opened("h1", ("person:a",))), body=b"\xff\x00")
    (log,) = [each for each in ledger.service.subscriptions if each.name == "log" and each.source == "intake"]

    stepped = subscription.step(ledger.service.store, log, message.partition, [message])

    assert stepped.handled == 1
    assert ledger.rows("SELECT body FROM log") == [(b"\xff\x00",)]
    assert ledger.parked() == []


def leaf(ledger: Ledger, index: int, org: str) -> dict[str, Any]:
    answer = ledger.get(f"/v1/log/{index}", "auditor", org_path=org)
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


def test_bodies_and_subjects_are_for_auditors_in_scope_and_hashes_for_all(
    make_ledger: Callable[..., Ledger], tmp_path: Path
) -> None:
    """FAULTS A5: every organisation's events were shown to any auditor."""
    namesake = LONGHU + "-2"
    ledger = make_ledger(organisations_file=organisations_file(tmp_path, (namesake, "440507")))
    ledger.open_file("h1", "person:a", org_path=LONGHU)
    ledger.propose("act-1", "h1", "person:a", giver=WANJU)  # another union, about the same household
    indexes = dict(ledger.rows("SELECT type, index FROM log"))
    file = indexes["jiekun.intake.FileOpened.v1"]
    proposal = indexes["jiekun.assistance.AidProposed.v1"]

    for org in (LONGHU, "44/4405/440507", "44/4405", "44"):
        assert (leaf(ledger, file, org)["subject"], leaf(ledger, file, org)["body"] is not None) == ("h1", True)
    for org in (JINPING, WANJU, namesake, "44/4405/440511", "44/4451", "41"):
        shown = leaf(ledger, file, org)
        assert (shown["subject"], shown["body"]) == (None, None)
        assert shown["leaf_hash"] == leaf(ledger, file, LONGHU)["leaf_hash"]
    assert leaf(ledger, proposal, WANJU)["subject"] == "h1"
    assert leaf(ledger, proposal, LONGHU)["subject"] is None

    listed = ledger.get("/v1/log", "auditor", org_path=JINPING).json()["leaves"]
    assert [one["subject"] for one in listed] == [None] * len(listed)


def test_what_follows_a_household_belongs_to_the_union_that_took_its_application(ledger: Ledger) -> None:
    ledger.propose("act-1", "h1", "person:a", giver=WANJU)  # its union is known here before the household's
    ledger.open_file("h1", "person:a", org_path=LONGHU)
    ledger.hear("h1", ApplicationWithdrawn(reason="x"))
    taken_back = dict(ledger.rows("SELECT type, index FROM log"))["jiekun.intake.ApplicationWithdrawn.v1"]
    assert leaf(ledger, taken_back, LONGHU)["subject"] == "h1"
    assert leaf(ledger, taken_back, WANJU)["subject"] is None


def test_what_belongs_to_no_union_is_for_the_auditors_of_a_province(ledger: Ledger) -> None:
    ledger.service.vault.create("h1")
    message = msgspec.structs.replace(ledger.said("h1", opened("h1", ("person:a",))), body=b"\xff\x00")
    ledger.handle(message)
    assert leaf(ledger, 0, "44")["body"] == "/wA="
    assert leaf(ledger, 0, "44/4405")["body"] is None


def test_whoever_reads_a_body_leaves_a_record_and_whoever_sees_a_hash_none(ledger: Ledger) -> None:
    """FAULTS A10."""
    ledger.open_file("h1", "person:a", org_path=LONGHU)
    leaf(ledger, 0, JINPING)
    leaf(ledger, 0, LONGHU)
    shown = ledger.get("/v1/households/h1/accesses", "auditor", org_path=LONGHU).json()["items"]
    assert [(one["who"], one["what"]) for one in shown] == [("person-auditor", "leaf")]
    assert ledger.get("/v1/households/h1/accesses", "auditor", org_path=JINPING).status_code == 404
    assert "Accessed" not in ledger.get("/v1/households/h1/timeline", "auditor", org_path=LONGHU).text


def test_after_a_move_what_follows_belongs_to_the_new_union_and_what_was_stays_the_old_ones(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a", org_path=LONGHU)
    ledger.hear("h1", FileNumberRecorded(number="1", recorded_on=START.date()))
    moved(ledger, "h1", WANJU)
    ledger.hear("h1", recheck_begun())
    indexes = dict(ledger.rows("SELECT type, index FROM log WHERE source = 'intake'"))
    number, recheck = indexes["jiekun.intake.FileNumberRecorded.v1"], indexes["jiekun.intake.RecheckBegun.v1"]
    seen = {org: [leaf(ledger, index, org)["subject"] for index in (number, recheck)] for org in (LONGHU, WANJU)}
    assert seen == {LONGHU: ["h1", None], WANJU: [None, "h1"]}


def recheck_begun() -> RecheckBegun:
    consent = Consent(
        reference="GX-1", signed_on=START.date(), valid_until=START.date(), items=(), persons=("person:a",)
    )
    details = Details(
        members=(),
        declared=Declared(
            on_dibao=False,
            relief_monthly=0,
            hardship_expenditure_monthly=0,
            causes=("laid_off",),
            primary_cause="laid_off",
            union_member=True,
            migrant_worker=False,
            single_parent=False,
            sudden_event=False,
            restructuring_affected=False,
        ),
        contact=Contact("", ""),
        account=Account("", ""),
        employer=Employer("", "", "enterprise"),
    )
    return RecheckBegun(round=2, reasons=("moved",), items=(), consent=consent, details=details)
