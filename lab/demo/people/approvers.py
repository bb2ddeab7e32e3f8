"""Reviewers of plans: approve with the aid that the household asked for; a second union offers the same."""

from collections.abc import Callable
from functools import partial
from typing import Any

from agencies.population import Household
from lab.demo.aid import terms
from lab.demo.people.finance import fund
from lab.demo.world import World
from portal.callers import person


def approve_plans(world: World) -> int:
    """Every drafted plan. Where two unions are planted, both propose in the same instant: two hands side by side."""
    plans = world.list("assistance", "/v1/plans", status="drafted")
    begun = [work for item in plans for work in works(world, item)]
    world.together(lambda work: work(), begun)
    world.tally.add("planned", len(plans))
    return len(plans)


def works(world: World, item: dict[str, Any]) -> list[Callable[[], None]]:
    """The approval of one plan, and the second union's offer if there is one."""
    known = world.book.of(item["household"])
    wish = known.body["needs"][0] if known is not None and known.body["needs"] else None
    approval = partial(approve, world, item, wish)
    other = second_union(known) if known is not None else None
    if other is None or wish is None:
        return [approval]
    return [approval, partial(offer, world, item["household"], other, wish)]


def approve(world: World, item: dict[str, Any], kind: str | None) -> None:
    """All of the plan's measures; the wished aid with it, or on its own where no measure is of its kind.

    Who wished for it may not be in the file: a blocked opening was settled without them. Then nobody receives it.
    """
    household, reviewer = item["household"], person("reviewer", item["org_path"])
    plan = world.portal.get("assistance", f"/v1/plans/{household}", reviewer)
    measures = [measure["id"] for measure in plan["measures"]]
    if kind is not None and not those_who_fit(world, household, kind):
        kind = None
    fitting = [measure["id"] for measure in plan["measures"] if measure["aid_kind"] == kind is not None]
    aid = [{"measure": fitting[0], "fund": fund(world), **terms(str(kind), world.today)}] if fitting else []
    body = {"measures": measures, "aid": aid}
    world.post("assistance", f"/v1/plans/{household}/approval", reviewer, body, seen=plan["version"])
    if kind is not None and not fitting:
        offer(world, household, item["org_path"], kind)


def offer(world: World, household: str, giver: str, kind: str) -> None:
    """A union that covers the household proposes aid of its own; those who fit the kind receive it."""
    beneficiaries = those_who_fit(world, household, kind)
    if not beneficiaries:
        return
    body = {"kind": kind, "fund": fund(world), **terms(kind, world.today), "beneficiaries": beneficiaries}
    world.post("assistance", f"/v1/plans/{household}/aid", person("reviewer", giver), body)


def those_who_fit(world: World, household: str, kind: str) -> list[str]:
    """Tokens of those members whom the population names, as far as they are in the file."""
    known = world.book.of(household)
    assert known is not None
    assert known.expected.aid is not None
    shown = world.portal.get("intake", f"/v1/households/{household}", person("reviewer", known.union))
    in_the_file = [member["token"] for member in shown["members"]]
    applied = world.book.members.get(household, in_the_file)
    return [applied[place] for place in known.expected.aid.beneficiaries if applied[place] in in_the_file]


def second_union(known: Household) -> str | None:
    overlap = known.expected.overlap
    return overlap.other if overlap is not None and overlap.kind == "two_unions" else None
