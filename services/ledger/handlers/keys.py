"""The lock keys of an act: whoever decides on or writes the index holds them all, and reads only afterwards."""

from collections.abc import Iterable


def of_act(household: str | None, beneficiaries: Iterable[str], account: str | None, bill: str | None) -> list[str]:
    keys = [f"person/{person}" for person in beneficiaries]
    keys += [f"household/{household}"] if household else []
    keys += [f"account/{account}"] if account else []
    keys += [f"bill/{bill}"] if bill else []
    return keys
