"""Who looks on: tasks go from hand to hand, a portal asks where an application stands, an auditor reads what people
wrote."""

from typing import Any

from lab.demo.people.duties import auditor, case_worker, number_recorder
from lab.demo.world import World

ONE_IN = 10


def share_out_tasks(world: World) -> int:
    """Whoever takes the task of every tenth file's number goes on leave: it is handed over."""

    def one(item: dict[str, Any]) -> None:
        taker, path = number_recorder(item["org_path"]), f"/v1/tasks/{item['task']}"
        world.post("intake", f"{path}/take", taker, {})
        handed_over = {"to": case_worker(item["org_path"]).subject, "reason": "absent"}
        world.post("intake", f"{path}/hand-over", taker, handed_over)

    waiting = world.list("intake", "/v1/tasks", kind="file_number")
    return world.together(one, [item for item in waiting if _is_tenth(world, "hand over", item)])


def ask_where_it_stands(world: World) -> int:
    """The status page of every tenth application while it hangs on notice."""

    def one(item: dict[str, Any]) -> None:
        path = f"/v1/applications/{item['household']}/status"
        page = world.portal.get("intake", path, world.book.brought_in_by(item["household"]))
        if page["status"] != item["status"]:
            reason = f"its status page says {page['status']} and the work list {item['status']}"
            world.book.refused(f"ask {item['household']}", item["household"], reason)

    waiting = world.list("intake", "/v1/households", status="on_notice")
    return world.together(one, [item for item in waiting if _is_tenth(world, "ask status", item)])


def read_what_was_written(world: World) -> int:
    """Of every tenth file, in the two services in which people write most; once both know where it is."""

    def one(item: dict[str, Any]) -> None:
        body = {"reason": "年度抽查"}
        for service in ("intake", "assistance"):
            path = f"/v1/households/{item['household']}/writings"
            world.portal.post(service, path, auditor(item["org_path"]), body)

    opened = world.list("intake", "/v1/households", status="open")
    helped = {act["household"] for act in world.list("assistance", "/v1/acts", status="paid")}
    kept_by = {plan["household"]: plan["org_path"] for plan in world.list("assistance", "/v1/plans")}
    known = [item for item in opened if item["household"] in helped and kept_by[item["household"]] == item["org_path"]]
    return world.together(one, [item for item in known if _is_tenth(world, "read writings", item)])


def hands_over(number: str) -> bool:
    return int(number) % ONE_IN == 0


def _is_tenth(world: World, what: str, item: dict[str, Any]) -> bool:
    known = world.book.of(item["household"])
    return known is not None and hands_over(known.number) and world.book.first_time(what, item["household"])
