"""Case workers of the unions: name the person who helps, and take back what the ledger held."""

from typing import Any

from lab.demo.people.duties import aid_proposer, case_worker
from lab.demo.world import World


def name_helpers(world: World) -> int:
    """一帮一: one responsible person for each household in the file."""

    def one(item: dict[str, Any]) -> None:
        body = {"unit": "工会帮扶中心", "name": "林帮扶", "phone": "19900000001"}
        path = f"/v1/plans/{item['household']}/helper"
        world.post("assistance", path, case_worker(item["org_path"]), body)

    plans = world.list("assistance", "/v1/plans", status="drafted")
    return world.together(one, [p for p in plans if world.book.first_time("helper", p["household"])])


def withdraw_held(world: World) -> int:
    """The other act stands; ours is taken back, and the budget is free again. What waits for a re-check waits on."""

    def one(item: dict[str, Any]) -> None:
        body = {"reason": "与其他单位救助重复，撤回"}
        world.post("assistance", f"/v1/acts/{item['act']}/withdrawal", aid_proposer(item["giver"]), body)

    held = world.list("assistance", "/v1/acts", status="held")
    return world.together(one, [item for item in held if item["rule"] != "facts_in_doubt"])
