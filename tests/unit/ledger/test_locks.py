"""Whoever decides on the aid index, or writes it, names all keys of the act before anything is read.

See docs/design/ledger.md#the-aid-index.
"""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from chassis.codec import Codec
from chassis.reactions import no_lock_keys
from chassis.store import Timer
from chassis.vault.memory import MemoryVault
from services.ledger import messages
from services.ledger.bootstrap import CATALOGUE
from services.ledger.handlers import clearance, files, payment
from services.ledger.index import locks
from services.ledger.resources import Resources

KEYS = {"person/p1", "person/p2", "household/h1", "account/a1", "bill/b1"}
TERMS = {"beneficiaries": ("p1", "p2"), "account": "a1", "bill": "b1"}


def about(subject: str, **event: Any) -> Any:
    return SimpleNamespace(envelope=SimpleNamespace(subject=subject), event=SimpleNamespace(**event))


def test_a_proposal_locks_its_beneficiaries_household_account_and_bill() -> None:
    assert set(clearance.locks_of_proposal(UNREAD, about("h1", **TERMS))) == KEYS


UNREAD: Any = None
"""The transaction: the ledger reads its keys off the fact alone."""


def test_a_timer_locks_what_the_proposal_locked() -> None:
    timer = Timer("t1", datetime(2026, 11, 2, tzinfo=UTC), "clearance_expired", "h1", {"act": "act-1", **TERMS})
    assert set(locks.of_timer(UNREAD, timer)) == KEYS


def test_a_batch_locks_the_keys_of_each_of_its_acts() -> None:
    other = {"beneficiaries": ("p3",), "account": "a2", "bill": None}
    lines = [SimpleNamespace(household="h1", **TERMS), SimpleNamespace(household="h2", **other)]
    found = set(payment.locks_of_batch(UNREAD, about("batch-1", acts=lines)))
    assert found == KEYS | {"person/p3", "household/h2", "account/a2"}


def test_an_opening_and_a_closing_lock_all_members() -> None:
    found = set(files.locks_of_file(UNREAD, about("h1", members=("p1", "p2"), opened_on=date(2026, 11, 2))))
    assert found == {"person/p1", "person/p2", "household/h1"}


def test_no_fact_that_the_ledger_acts_on_and_no_timer_goes_without_locks() -> None:
    vault: Any = MemoryVault(may_open=False)
    settings: Any = None
    resources = Resources(settings, vault, Codec("ledger", CATALOGUE, vault), settings, settings, settings, settings)
    reactions = [one for each in messages.subscriptions(resources) for one in each.reactions.values()]
    reactions += messages.timers(resources).values()
    assert reactions
    assert not [one for one in reactions if one.lock_keys is no_lock_keys]
