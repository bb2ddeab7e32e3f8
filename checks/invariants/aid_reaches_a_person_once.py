"""No act was cleared while another live act gave the same kind to one of its persons in an overlapping period."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from checks.given import Given
from checks.report import Problem, found

_TYPES = (
    "ActRecorded",
    "OutsideAidRecorded",
    "OutsideAidCorrected",
    "OutsideAidWithdrawn",
    "AidCleared",
    "ClearanceExpired",
    "ActReleased",
    "BatchChecked",
)


def problems(given: Given) -> Iterator[Problem]:
    yield from found(
        "an act was cleared over a live one of the same kind, person and time", _overlaps(given), "doubled"
    )


def _overlaps(given: Given) -> Iterator[str]:
    """Walks the ledger's own events in order; days are ISO text, so they compare as they stand."""
    acts: dict[str, dict[str, Any]] = {}
    live: dict[tuple[str, str], set[str]] = defaultdict(set)  # (person, kind) -> acts
    for fact in given.facts("ledger", *_TYPES):
        data = fact.data
        match fact.name:
            case "ActRecorded":
                acts[data["act"]] = data
            case "OutsideAidRecorded":
                acts[data["report"]] = data
                _stand(live, data, data["report"])
            case "OutsideAidCorrected":
                _fall(live, acts, data["report"])
                acts[data["report"]] = data
                _stand(live, data, data["report"])
            case "OutsideAidWithdrawn":
                _fall(live, acts, data["report"])
            case "AidCleared":
                act = acts[data["act"]]
                for other in sorted(_near(live, act)):
                    if _same_time(act["period"], acts[other]["period"]):
                        yield f"{data['act']} over {other}"
                _stand(live, act, data["act"])
            case "ClearanceExpired" | "ActReleased":
                _fall(live, acts, data["act"])
            case "BatchChecked":
                for check in data["acts"]:
                    if not check["confirmed"]:
                        _fall(live, acts, check["act"])


def _near(live: dict[tuple[str, str], set[str]], act: dict[str, Any]) -> set[str]:
    return set().union(*(live[person, act["kind"]] for person in act["beneficiaries"]))


def _stand(live: dict[tuple[str, str], set[str]], act: dict[str, Any], name: str) -> None:
    for person in act["beneficiaries"]:
        live[person, act["kind"]].add(name)


def _fall(live: dict[tuple[str, str], set[str]], acts: dict[str, dict[str, Any]], name: str) -> None:
    if (act := acts.get(name)) is not None:
        for person in act["beneficiaries"]:
            live[person, act["kind"]].discard(name)


def _same_time(one: dict[str, str], other: dict[str, str]) -> bool:
    return one["first"] <= other["last"] and other["first"] <= one["last"]
