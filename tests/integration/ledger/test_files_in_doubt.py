"""An answer on which a file rests turned out otherwise: unpaid aid waits, paid aid is found, each once."""

from datetime import timedelta
from typing import Any

from contracts.assistance import AidPaid
from contracts.ledger import AidCleared, AidHeld, BatchChecked, FindingRaised, FindingWithdrawn
from tests.integration.ledger.conftest import AMOUNT, LONGHU, Ledger
from tests.integration.ledger.test_changes_of_a_file import not_drifted
from tests.support.rechecks import file_kept, recheck_begun
from tests.support.service import START


def begin(ledger: Ledger, **changes: Any) -> None:
    ledger.hear("h1", recheck_begun(**changes))


def keep(ledger: Ledger) -> None:
    ledger.hear("h1", file_kept())


def told(ledger: Ledger, act: str) -> list[object]:
    """What was said of an act, in its order."""
    kinds = AidCleared | AidHeld | FindingRaised | FindingWithdrawn
    return [event for event in ledger.events("h1") if isinstance(event, kinds) and event.act == act]


def test_what_is_cleared_is_held_while_the_file_is_in_doubt_and_cleared_when_it_is_kept(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a")
    ledger.propose("act-1", "h1", "person:a")
    begin(ledger)
    ledger.move_to(START + timedelta(minutes=1))
    *_, held = told(ledger, "act-1")
    assert held == AidHeld(act="act-1", rule="facts_in_doubt", clause="", other=None)
    new = ledger.propose("act-2", "h1", "person:a", kind="warmth_grant")
    assert isinstance(new, AidHeld)
    assert new.rule == "facts_in_doubt"
    keep(ledger)
    ledger.move_to(START + timedelta(minutes=2))
    for act in ("act-1", "act-2"):
        *_, cleared = told(ledger, act)
        assert isinstance(cleared, AidCleared)
    not_drifted(ledger)


def test_what_is_in_a_batch_is_revoked_and_what_is_paid_is_found_once(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a")
    ledger.propose("act-1", "h1", "person:a")
    ledger.propose("act-2", "h1", "person:a", kind="warmth_grant")
    ledger.close_batch("batch-1", ("act-1", "person:a"))
    ledger.hear("h1", AidPaid(act="act-1", batch="batch-1", amount=AMOUNT, paid_on=START.date()))
    begin(ledger)
    found = [event for event in told(ledger, "act-1") if isinstance(event, FindingRaised)]
    assert [(one.rule, one.other) for one in found] == [("paid_on_corrected_fact", None)]
    ledger.close_batch("batch-2", ("act-2", "person:a"))
    checked = ledger.events("batch-2")[-1]
    assert isinstance(checked, BatchChecked)
    assert [(one.confirmed, one.rule) for one in checked.acts] == [(False, "facts_in_doubt")]
    begin(ledger, reasons=("pushed",), round=3)
    assert len([event for event in told(ledger, "act-1") if isinstance(event, FindingRaised)]) == 1
    shown = ledger.get("/v1/findings", org_path=LONGHU).json()["items"]
    assert [(one["rule"], one["other"]) for one in shown] == [("paid_on_corrected_fact", None)]
    keep(ledger)
    assert isinstance(told(ledger, "act-1")[-1], FindingWithdrawn)
    not_drifted(ledger)


def test_a_recheck_for_another_reason_leaves_money_alone(ledger: Ledger) -> None:
    ledger.open_file("h1", "person:a")
    ledger.propose("act-1", "h1", "person:a")
    begin(ledger, reasons=("term",), since=None)
    ledger.move_to(START + timedelta(minutes=1))
    assert isinstance(told(ledger, "act-1")[-1], AidCleared)
    keep(ledger)
    assert len(told(ledger, "act-1")) == 1
    not_drifted(ledger)
