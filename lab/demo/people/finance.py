"""Finance officers: the fund, payment batches, what the bank says of them."""

from typing import Any

from kernel.aid_kinds import AidKind
from lab.demo.world import CITY, World
from portal.callers import person

OFFICER = person("finance", CITY)
BUDGET_PER_HOUSEHOLD = 20_000
RETURNED_ONE_IN = 12


def establish_fund(world: World) -> int:
    """One fund of the city federation, large enough for everybody."""
    if not world.book.first_time("fund", "city"):
        return 0
    kept = [fund for fund in world.list("assistance", "/v1/funds", "finance") if fund["name"] == NAME]
    budget = BUDGET_PER_HOUSEHOLD * max(len(world.population.households), 1)
    body = {
        "name": NAME,
        "source": "union_dues",
        "year": world.today.year,
        "budget": f"{budget}.00",
        "uses": [kind.value for kind in AidKind],
        "org_path": CITY,
    }
    world.book.fund = (kept[0] if kept else world.post("assistance", "/v1/funds", OFFICER, body))["fund"]
    return 0 if kept else 1


NAME = "市总工会困难职工帮扶资金（演示）"


def fund(world: World) -> str:
    assert world.book.fund is not None, "the fund is established first"
    return world.book.fund


def close_batches(world: World) -> int:
    """All cleared acts go into payment batches."""
    closed = 0
    while world.list("assistance", "/v1/acts", "finance", status="cleared"):
        world.post("assistance", "/v1/batches", OFFICER, {"fund": fund(world)})
        closed += 1
    return closed


def bring_results(world: World) -> int:
    """What the bank did with each confirmed act; it gives some of the money back."""

    def one(item: dict[str, Any]) -> None:
        path = f"/v1/batches/{item['batch']}"
        batch = world.portal.get("assistance", path, OFFICER)
        results = [result(world, act) for act in batch["acts"] if act["status"] == "confirmed"]
        world.post("assistance", f"{path}/results", OFFICER, {"results": results})
        world.tally.add("paid", sum(result["outcome"] == "paid" for result in results))

    return world.together(one, world.list("assistance", "/v1/batches", "finance", status="checked"))


def result(world: World, act: dict[str, Any]) -> dict[str, Any]:
    told = {"act": act["act"], "outcome": "paid", "on": world.today.isoformat()}
    if payment_returns(world, act["household"]):
        return told | {"outcome": "returned", "reason": "AC04"}  # ISO 20022: closed account
    return told


def payment_returns(world: World, household: str) -> bool:
    """One in twelve of those on whom nothing was planted."""
    known = world.book.of(household)
    plain = known is not None and known.label == "clean" and known.expected.opens == "yes"
    return plain and known is not None and int(known.number) % RETURNED_ONE_IN == 5
