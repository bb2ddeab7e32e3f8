"""Lock keys of an act: whoever decides on the index or writes it holds them all, and reads only afterwards."""

from collections.abc import Iterable
from typing import Any

from chassis import lock_keys
from chassis.store import Timer, Transaction
from services.ledger.domain.aid import Act


def of_act(household: str | None, beneficiaries: Iterable[str], account: str | None, bill: str | None) -> list[str]:
    keys = [lock_keys.person(person) for person in beneficiaries]
    keys += [lock_keys.household(household)] if household else []
    keys += [lock_keys.account(account)] if account else []
    keys += [lock_keys.bill(bill)] if bill else []
    return keys


def of_timer(_: Transaction, timer: Timer) -> list[str]:
    data = timer.data
    return of_act(timer.subject, data["beneficiaries"], data["account"], data["bill"])


def timer_data(act: Act) -> dict[str, Any]:
    """What a timer about the act carries, so that its keys are known before anything is read."""
    return {"act": act.act, "beneficiaries": list(act.beneficiaries), "account": act.account, "bill": act.bill}
