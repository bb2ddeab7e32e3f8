"""Money leaves only for acts that the ledger cleared and, in their batch, confirmed; once each, in that amount."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from checks.given import Given
from checks.report import Problem, found


def problems(given: Given) -> Iterator[Problem]:
    # Effects are read before their causes, so that a running system gives no false alarm.
    paid = [fact.data for fact in given.facts("assistance", "AidPaid")]
    confirmed = _confirmed(given)
    cleared = Counter(fact.data["act"] for fact in given.facts("ledger", "AidCleared"))
    proposed = {fact.data["act"]: fact.data["amount"] for fact in given.facts("assistance", "AidProposed")}
    times = Counter(one["act"] for one in paid)

    yield from found("an act was confirmed that was never cleared", (act for act, _ in confirmed if not cleared[act]))
    yield from found(
        "an act was cleared more than once", (act for act, count in cleared.items() if count > 1), "doubled"
    )
    yield from found(
        "an act was confirmed in another amount than proposed",
        (act for (act, _), amount in confirmed.items() if act in proposed and proposed[act] != amount),
    )
    yield from found(
        "money left for an act not confirmed in its batch, or in another amount", _unfounded(paid, confirmed)
    )
    yield from found("an act was paid more than once", (act for act, count in times.items() if count > 1), "doubled")
    yield from found(
        "an act stands in more payment batches than it had returned payments",
        _in_too_many_batches(given),
        "doubled",
    )


def _confirmed(given: Given) -> dict[tuple[str, str], int]:
    """(act, batch) -> amount, for every act that a batch check let through."""
    return {
        (check["act"], fact.subject): check["amount"]
        for fact in given.facts("ledger", "BatchChecked")
        for check in fact.data["acts"]
        if check["confirmed"]
    }


def _unfounded(paid: list[dict[str, Any]], confirmed: dict[tuple[str, str], int]) -> Iterator[str]:
    return (one["act"] for one in paid if confirmed.get((one["act"], one["batch"])) != one["amount"])


def _in_too_many_batches(given: Given) -> Iterator[str]:
    batches = given.facts("assistance", "PaymentBatchClosed")
    closed = Counter(line["act"] for fact in batches for line in fact.data["acts"])
    returned = Counter(fact.data["act"] for fact in given.facts("assistance", "PaymentReturned"))
    return (act for act, count in closed.items() if count > 1 + returned[act])
