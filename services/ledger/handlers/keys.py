"""The lock keys of an act: whoever decides on or writes the index holds them all, and reads only afterwards."""

from collections.abc import Iterable

from chassis import lock_keys


def of_act(household: str | None, beneficiaries: Iterable[str], account: str | None, bill: str | None) -> list[str]:
    keys = [lock_keys.person(person) for person in beneficiaries]
    keys += [lock_keys.household(household)] if household else []
    keys += [lock_keys.account(account)] if account else []
    keys += [lock_keys.bill(bill)] if bill else []
    return keys
