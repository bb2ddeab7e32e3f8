"""Stages of a bulk re-check: proposed by one reviewer of the county, begun by another, and taken step by step."""

from portal.callers import person
from tests.faults.each_call.journey import Journey


def propose_campaign(way: Journey) -> None:
    county, _, _ = way.first.union.rpartition("/")
    body = {"org_path": county, "reason": "audit", "ordered_by": "督查通知", "households": [way.id()]}
    told = way.post("intake", "/v1/campaigns", person("reviewer", county), body)
    way.known["campaign"] = told["campaign"]


def begin_campaign(way: Journey) -> None:
    """The file was kept on this very day: its turn comes, and nobody is asked twice."""
    county, _, _ = way.first.union.rpartition("/")
    path = f"/v1/campaigns/{way.known['campaign']}"
    way.post("intake", f"{path}/decision", person("reviewer", county, "second"), {"decision": "begin"})
