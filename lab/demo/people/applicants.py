"""Households and the portal that speaks for them: apply, send papers, withdraw, object."""

from typing import Any

from agencies.population import Household
from lab.demo.people.duties import case_worker, clerk
from lab.demo.world import World


def apply(world: World) -> int:
    """Every household applies once, at its own union's portal."""

    def one(household: Household) -> None:
        answer = world.post("intake", "/v1/applications", by := clerk(household.union), household.body)
        world.book.enter(household.number, answer["household"], by)
        world.tally.add("applied")

    return world.together(one, world.book.not_entered())


def send_papers(world: World) -> int:
    """What was asked for, as the whole application; nothing in it changed."""

    def one(item: dict[str, Any]) -> None:
        household = world.book.of(item["household"])
        if household is not None:
            path = f"/v1/households/{item['household']}/resubmission"
            world.post("intake", path, world.book.brought_in_by(item["household"]), household.body)

    returned = world.list("intake", "/v1/households", status="returned")
    return world.together(one, [item for item in returned if world.book.of(item["household"])])


def withdraw(world: World) -> int:
    """Some change their minds: half of them before the review, half while the notice hangs."""

    def one(item: dict[str, Any]) -> None:
        path = f"/v1/households/{item['household']}/withdrawal"
        world.post("intake", path, world.book.brought_in_by(item["household"]), {"reason": "家庭情况已好转，自愿撤回"})

    waiting = [
        item
        for status in ("under_review", "on_notice")
        for item in world.list("intake", "/v1/households", status=status)
        if withdraws_now(world, item)
    ]
    return world.together(one, waiting)


def object_to_notices(world: World) -> int:
    """A neighbour objects, once."""

    def one(item: dict[str, Any]) -> None:
        path = f"/v1/households/{item['household']}/objection"
        world.post("intake", path, case_worker(item["org_path"]), {"text": "邻居反映该家庭另有收入"})

    on_notice = world.list("intake", "/v1/households", status="on_notice")
    objected = [
        item
        for item in on_notice
        if any(world.book.walks(item["household"], walk) for walk in ("objection", "upheld"))
        and world.book.first_time("object", item["household"])
    ]
    return world.together(one, objected)


def hang_sheets(world: World) -> int:
    """The union hangs the notice of every tenth household up."""

    def one(item: dict[str, Any]) -> None:
        path = f"/v1/households/{item['household']}/notice/sheets"
        body = {"place": "单位公告栏", "shown_on": world.today.isoformat()}
        world.post("intake", path, case_worker(item["org_path"]), body)

    return world.together(one, _every_tenth(world, "on_notice", "hang"))


def take_sheets_down(world: World) -> int:
    """When the file is open."""

    def one(item: dict[str, Any]) -> None:
        path = f"/v1/households/{item['household']}"
        worker = case_worker(item["org_path"])
        for sheet in world.portal.get("intake", path, worker)["sheets"]:
            body = {"taken_down_on": world.today.isoformat()}
            world.post("intake", f"{path}/notice/sheets/{sheet['sheet']}/taking-down", worker, body)

    return world.together(one, _every_tenth(world, "open", "take down"))


def _every_tenth(world: World, status: str, what: str) -> list[dict[str, Any]]:
    return [
        item
        for item in world.list("intake", "/v1/households", status=status)
        if (known := world.book.of(item["household"])) is not None
        and int(known.number) % 10 == 0
        and world.book.first_time(what, item["household"])
    ]


def withdraws_now(world: World, item: dict[str, Any]) -> bool:
    """Every second one waits until it is on notice."""
    household = world.book.of(item["household"])
    if household is None or household.expected.walk != "withdrawn":
        return False
    return item["status"] == "on_notice" or int(household.number) % 2 == 0
