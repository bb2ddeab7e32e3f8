"""Households that move: their union hands the file over to another of the county, whose reviewer looks and takes it."""

from typing import Any, Final

from kernel import organisation
from lab.demo.people.duties import first_reviewer, move_taker
from lab.demo.world import World
from portal.callers import Caller
from portal.client import Refused

MOVES_ONE_IN: Final = 12


def move_files(world: World) -> int:
    """Of those whose aid is paid, once: what comes later is the other union's."""

    def one(item: dict[str, Any]) -> None:
        giver, to = item["org_path"], beside(item["org_path"])
        body = {"to": to, "reason": "residence", "text": "已迁居，由新单位工会帮扶"}
        path = f"/v1/households/{item['household']}/move"
        move = world.post("intake", path, first_reviewer(giver), body)["move"]
        while not _taken(world, move, move_taker(to)):
            pass
        world.tally.add("moved")

    paid = {act["household"] for act in world.list("assistance", "/v1/acts", status="paid")}
    opened = [item for item in world.list("intake", "/v1/households", status="open") if item["household"] in paid]
    return world.together(one, [item for item in opened if _moves(world, item)])


def _taken(world: World, move: str, taker: Caller) -> bool:
    """Not, where an agency's answer came between the look and the hand: then they look again."""
    path = f"/v1/moves/{move}"
    try:
        seen = world.portal.get("intake", path, taker)["version"]
        world.post("intake", f"{path}/decision", taker, {"decision": "take"}, seen)
    except Refused as refused:
        if refused.code != "stale_version":
            raise
        return False
    return True


def beside(union: str) -> str:
    """The first other union of the county."""
    county, _, _ = union.rpartition("/")
    there = (one.path for one in organisation.default() if one.path.startswith(f"{county}/"))
    return min(path for path in there if path != union)


def _moves(world: World, item: dict[str, Any]) -> bool:
    known = world.book.of(item["household"])
    chosen = known is not None and int(known.number) % MOVES_ONE_IN == 0
    return chosen and world.book.first_time("move", item["household"])
