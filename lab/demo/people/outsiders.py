"""Agencies and charities that report late: only when the union's money has left."""

from lab.demo.world import ONLOOKER, World


def report_late(world: World) -> int:
    """The late reports of those households whose aid is paid leave the agencies now."""
    late = [household for household in world.population.households if household.label == "outside_late"]
    paid = {act["household"] for act in world.list("assistance", "/v1/acts", status="paid")}
    due = [
        household.number
        for household in late
        if world.book.ids.get(household.number) in paid and world.book.first_time("late report", household.number)
    ]
    if due:
        world.post("agencies", "/reports/late", ONLOOKER, {"households": due})
    return len(due)
