"""Stages over two files, each proposed and approved by two people of the city: a split, a transfer, a merge."""

from typing import Any

from portal.callers import person
from tests.faults.each_call.application_stages import post_on_what_is_seen
from tests.faults.each_call.change_stages import keep
from tests.faults.each_call.journey import CITY, Journey
from tests.faults.each_call.people import OTHER


def propose_split(way: Journey) -> None:
    """拆户: one of the family wants a file of their own."""
    account = {"bank": "虚构银行", "number": "9999990000000000077"}
    _propose(way, "split", persons=[{"person": _members(way)[1], "relation": "self"}], account=account)


def approve_split(way: Journey) -> None:
    """Two households change in one unit, claims with them; the new one is verified as any other."""
    way.known["own file"] = _approve(way)["into"]


def take_consent_back(way: Journey) -> None:
    """By who left with a file of their own: nobody is asked about them any more."""
    path = f"/v1/households/{way.known['own file']}/consent/withdrawal"
    way.post("intake", path, person("case_worker", CITY), {"reason": "本人不再同意"})


def propose_transfer(way: Journey) -> None:
    """转户: a child lives with the first household now."""
    _propose(way, "transfer", into=way.id(), persons=[{"person": _members(way)[-1], "relation": "other"}])


def approve_transfer(way: Journey) -> None:
    """The child is in one file at every moment."""
    _approve(way)


def propose_merge(way: Journey) -> None:
    """并户: whoever is left there comes, too."""
    persons = [{"person": one, "relation": "other"} for one in _members(way)]
    _propose(way, "merge", into=way.id(), persons=persons, same=[])


def approve_merge(way: Journey) -> None:
    """One file closes, the other goes on with all of them."""
    _approve(way)


def keep_merged(way: Journey) -> None:
    """Who joined began a re-check; it is decided by somebody who changed nothing in the file."""
    keep(way, person("reviewer", way.first.union, "keeps"))


def _propose(way: Journey, kind: str, **body: Any) -> None:
    way.post(
        "intake", f"/v1/households/{way.id(OTHER)}/{kind}", person("reviewer", CITY), {"reason": "当面核实", **body}
    )


def _approve(way: Journey) -> Any:
    approver = person("reviewer", CITY, "second")
    shown = way.portal.get("intake", f"/v1/households/{way.id(OTHER)}", approver)
    where = f"rearrangements/{shown['rearrangement']['rearrangement']}/decision"
    return post_on_what_is_seen(way, OTHER, where, approver, {"decision": "approve"})


def _members(way: Journey) -> list[str]:
    shown = way.portal.get("intake", f"/v1/households/{way.id(OTHER)}", person("reviewer", CITY))
    return [one["token"] for one in shown["members"]]
