"""Who looks after the households in the file: monthly visits, then exit or relief is found."""

from datetime import date
from typing import Any

from kernel.period import month_of, months_between
from lab.demo.aid import months_later
from lab.demo.people.duties import case_worker, difficulty_finder
from lab.demo.world import World
from policies.language.facts import NEEDS

EXIT_ONE_IN, RELIEF_ONE_IN = 10, 8
EXIT_MONTHS = 6


def visit(world: World) -> int:
    """Each full month since the aid was paid is written down, once, for those who are followed."""

    def one(piece: tuple[str, str, str]) -> None:
        household, org_path, month = piece
        path = f"/v1/plans/{household}/months"
        world.post("assistance", path, case_worker(org_path), month_facts(world, household, month))

    due = [
        (item["household"], item["org_path"], month)
        for item in followed(world)
        for month in full_months(world, item["household"])
        if world.book.first_time(f"visit {month}", item["household"])
    ]
    return world.together(one, due)


def find_difficulty(world: World) -> int:
    """After the months: ended (exit will be proposed), or eased (relief)."""

    def one(item: dict[str, Any]) -> None:
        household = item["household"]
        finding = "ended" if leaves(world, household) else "eased"
        body = {"finding": finding, "reason": "入户走访，核实生活状况"}
        path = f"/v1/plans/{household}/difficulty"
        world.post("assistance", path, difficulty_finder(item["org_path"]), body)

    ready = [
        item
        for item in followed(world)
        if len(full_months(world, item["household"])) == months_wanted(world, item["household"])
        and world.book.first_time("difficulty", item["household"])
    ]
    return world.together(one, ready)


def next_visit(world: World) -> date | None:
    """The first day of the next month, while somebody is still followed."""
    if all(world.book.did("difficulty", item["household"]) for item in followed(world)):
        return None
    return months_later(world.today, 1)


def followed(world: World) -> list[dict[str, Any]]:
    """Households with an open file whose aid is paid, a share of them."""
    opened = world.list("intake", "/v1/households", status="open")
    paid = {act["household"] for act in world.list("assistance", "/v1/acts", status="paid")}
    chosen = [item for item in opened if item["household"] in paid and months_wanted(world, item["household"])]
    for item in chosen:
        world.book.followed_since.setdefault(item["household"], months_later(world.today, 1))
    return chosen


def months_wanted(world: World, household: str) -> int:
    return EXIT_MONTHS if leaves(world, household) else 1 if is_relieved(world, household) else 0


def leaves(world: World, household: str) -> bool:
    return _one_in(world, household, EXIT_ONE_IN, 3)


def is_relieved(world: World, household: str) -> bool:
    return _one_in(world, household, RELIEF_ONE_IN, 2)


def full_months(world: World, household: str) -> list[str]:
    """The calendar months that are over, from the first full one after the payment, as many as are wanted."""
    since, now = world.book.followed_since[household], world.today
    over = [month for month in months_between(month_of(since), month_of(now)) if month < month_of(now)]
    return over[: months_wanted(world, household)]


def month_facts(world: World, household: str, month: str) -> dict[str, Any]:
    """Yuan for the whole household: well above the line without aid, or just at it with aid."""
    known = world.book.of(household)
    heads = len(known.body["members"]) if known else 1
    income, aid = (2500, 0) if leaves(world, household) else (700, 600)
    return {
        "month": month,
        "income": f"{income * heads}.00",
        "relief": "0.00",
        "hardship": "0.00",
        "union_aid": f"{aid * heads}.00",
        "needs": dict.fromkeys(NEEDS, True),
    }


def _one_in(world: World, household: str, share: int, rest: int) -> bool:
    known = world.book.of(household)
    return known is not None and int(known.number) % share == rest
