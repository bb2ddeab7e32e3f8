"""The lock keys: `fund/<id>` for whoever changes its free budget or takes its acts into a batch, `household/<id>`
for proposing aid to a household, for what changes in its file, for its move and its closing.
"""

from collections.abc import Iterable

from chassis import lock_keys
from chassis.codec import Recorded
from chassis.store import Transaction
from contracts.intake import FileChanged, FileClosed, FileMoved
from contracts.ledger import BatchChecked, ClearanceExpired
from services.assistance.projections import queries


def of_acts_fund(transaction: Transaction, recorded: Recorded[ClearanceExpired]) -> Iterable[str]:
    """An act's fund never changes, so it may be read before the lock."""
    return [lock_keys.fund(fund) for fund in queries.fund_of_act(transaction.connection, recorded.event.act)]


def of_household_and_its_funds(
    transaction: Transaction, recorded: Recorded[FileChanged | FileClosed | FileMoved]
) -> Iterable[str]:
    """The funds of acts proposed after this read are missing; their rows still lock one by one."""
    subject = recorded.envelope.subject
    funds = queries.funds_of_household(transaction.connection, subject)
    return [lock_keys.household(subject), *(lock_keys.fund(fund) for fund in funds)]


def of_batch(_: Transaction, recorded: Recorded[BatchChecked]) -> Iterable[str]:
    return [lock_keys.fund(recorded.event.fund)]
