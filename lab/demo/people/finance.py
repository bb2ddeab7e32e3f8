"""Finance officers: the fund, payment batches, what the bank says of them."""

from typing import Any

from kernel.aid_kinds import AidKind
from kernel.organisation import county_of, covers
from lab.demo.people.duties import batch_closer, file_releaser, fund_founder, result_booker
from lab.demo.world import World

BUDGET_PER_HOUSEHOLD = 20_000
RETURNED_ONE_IN = 12


def establish_funds(world: World) -> int:
    """One fund of each city federation, large enough for everybody below it, of which every county may spend."""
    return sum(establish_fund(world, federation) for federation in world.population.federations)


def establish_fund(world: World, federation: str) -> int:
    if not world.book.first_time("fund", federation):
        return 0
    funds = world.portal.items("assistance", "/v1/funds", fund_founder(federation))
    kept = [fund for fund in funds if fund["name"] == NAME]
    budget = BUDGET_PER_HOUSEHOLD * max(len(world.population.households), 1)
    body = {
        "name": NAME,
        "source": "union_dues",
        "year": world.today.year,
        "budget": f"{budget}.00",
        "uses": [kind.value for kind in AidKind],
        "org_path": federation,
    }
    known = kept[0] if kept else world.post("assistance", "/v1/funds", fund_founder(federation), body)
    world.book.funds[federation] = known["fund"]
    counties = {county_of(household.union) for household in world.population.households}
    for county in sorted(county for county in counties if covers(federation, county) and county != federation):
        allotted = {"org_path": county, "amount": f"{budget}.00"}
        path = f"/v1/funds/{known['fund']}/allotments"
        world.post("assistance", path, fund_founder(federation), allotted)
    return 0 if kept else 1


NAME = "市总工会困难职工帮扶资金（演示）"


def close_batches(world: World) -> int:
    """All cleared acts go into payment batches, each federation's into its own."""
    return sum(close_batches_of(world, federation) for federation in world.population.federations)


def close_batches_of(world: World, federation: str) -> int:
    closed, closer = 0, batch_closer(federation)
    while world.portal.items("assistance", "/v1/acts", closer, status="cleared"):
        if not world.does(close_batch, federation):
            break
        closed += 1
    return closed


def close_batch(world: World, federation: str) -> None:
    world.post("assistance", "/v1/batches", batch_closer(federation), {"fund": world.book.funds[federation]})


def bring_results(world: World) -> int:
    """The bank file goes out; then what the bank did with each confirmed act. It gives some of the money back."""

    def one(piece: tuple[str, str]) -> None:
        federation, path = piece
        world.portal.get("assistance", f"{path}/bank-file", file_releaser(federation))
        booker = result_booker(federation)
        batch = world.portal.get("assistance", path, booker)
        results = [result(world, act) for act in batch["acts"] if act["status"] == "confirmed"]
        world.post("assistance", f"{path}/results", booker, {"results": results})
        world.tally.add("paid", sum(result["outcome"] == "paid" for result in results))

    checked = [
        (federation, f"/v1/batches/{item['batch']}")
        for federation in world.population.federations
        for item in world.portal.items("assistance", "/v1/batches", result_booker(federation), status="checked")
    ]
    return world.together(one, checked)


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
