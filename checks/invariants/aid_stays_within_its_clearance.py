"""Aid never goes beyond its clearance: what is confirmed and paid is the act that was cleared, in its amount, while its
clearance stands."""

from collections.abc import Iterator
from typing import Any

from checks.given import Given
from checks.report import Problem, found

_TYPES = ("ActRecorded", "AidCleared", "ClearanceExpired", "ActReleased", "BatchChecked", "ActPaid")


def problems(given: Given) -> Iterator[Problem]:
    # Effects are read before their causes, so that a running system gives no false alarm.
    proposed_now = {fact.data["act"]: fact.data for fact in given.facts("ledger", "ActRecorded")}
    proposals = {fact.data["act"]: fact.data for fact in given.facts("assistance", "AidProposed")}
    changed = [act for act, data in proposed_now.items() if act in proposals and _differs(data, proposals[act])]
    beyond, more, unconfirmed = _walked(given)
    yield from found("an act was cleared as another one than was proposed", changed)
    yield from found("an act was confirmed when no clearance of it stood", beyond)
    yield from found("an act was confirmed in more than was cleared", more)
    yield from found("an act counts as paid that was not confirmed", unconfirmed)


def _walked(given: Given) -> tuple[list[str], list[str], list[str]]:
    """The ledger's own events in order."""
    amounts: dict[str, int] = {}
    stands: set[str] = set()
    confirmed: set[str] = set()
    beyond, more, unconfirmed = [], [], []
    for fact in given.facts("ledger", *_TYPES):
        data = fact.data
        match fact.name:
            case "ActRecorded":
                amounts[data["act"]] = data["amount"]
            case "AidCleared":
                stands.add(data["act"])
            case "ClearanceExpired" | "ActReleased":
                stands.discard(data["act"])
            case "BatchChecked":
                for check in data["acts"]:
                    if not check["confirmed"]:
                        stands.discard(check["act"])
                        continue
                    confirmed.add(check["act"])
                    if check["act"] not in stands:
                        beyond.append(check["act"])
                    elif check["amount"] > amounts[check["act"]]:
                        more.append(check["act"])
            case "ActPaid":
                unconfirmed += [data["act"]] if data["act"] not in confirmed else []
    return beyond, more, unconfirmed


def _differs(recorded: dict[str, Any], proposed: dict[str, Any]) -> bool:
    names = ("giver", "kind", "period", "amount", "beneficiaries", "account", "bill")
    return any(recorded.get(name) != proposed.get(name) for name in names)
