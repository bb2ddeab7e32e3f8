"""Stages of a file that goes to another union of its county, and comes home again."""

from kernel import organisation
from portal.callers import Caller, person
from tests.faults.each_call.journey import Journey


def propose_move(way: Journey) -> None:
    _propose(way, way.at_union("reviewer"), _beside(way))


def take_move(way: Journey) -> None:
    """Verification, assistance and the ledger follow; so do the tasks that wait."""
    _take(way, person("reviewer", _beside(way)))


def move_home(way: Journey) -> None:
    """What comes later on the way is done where it began."""
    _propose(way, person("reviewer", _beside(way), "sender"), way.first.union)
    _take(way, person("reviewer", way.first.union, "taker"))


def _propose(way: Journey, giver: Caller, to: str) -> None:
    way.post("intake", f"/v1/households/{way.id()}/move", giver, {"to": to, "reason": "residence", "text": "迁居"})


def _take(way: Journey, taker: Caller) -> None:
    (waiting,) = way.portal.get("intake", "/v1/moves", taker)["items"]
    path = f"/v1/moves/{waiting['move']}"
    shown = way.portal.get("intake", path, taker)
    way.post("intake", f"{path}/decision", taker, {"decision": "take"}, shown["version"])


def _beside(way: Journey) -> str:
    """The first union of the county that is another."""
    county, _, _ = way.first.union.rpartition("/")
    there = (union.path for union in organisation.default() if union.path.startswith(f"{county}/"))
    return min(path for path in there if path != way.first.union)
