"""Reviewers of plans: approve with the aid that the household asked for, once; a second union offers the same."""

from typing import Any

from agencies.population import Household
from kernel.organisation import city_of
from lab.demo.aid import terms
from lab.demo.people.duties import aid_proposer, first_reviewer, plan_approver
from lab.demo.world import World


def approve_plans(world: World) -> int:
    """Every drafted plan. Where two unions are planted, both propose in the same instant: two hands side by side."""

    def one(piece: tuple[dict[str, Any], str | None]) -> None:
        item, giver = piece
        known = world.book.of(item["household"])
        wish = known.body["needs"][0] if known is not None and known.body["needs"] else None
        if giver is None:
            approve(world, item, wish)
        elif wish is not None:
            offer(world, item["household"], giver, wish)

    plans = world.list("assistance", "/v1/plans", status="drafted")
    tried = world.together(one, [(item, giver) for item in plans for giver in givers(world, item)])
    world.tally.add("planned", len(plans) if tried else 0)
    return tried


def givers(world: World, item: dict[str, Any]) -> list[str | None]:
    """None: the household's own union, which approves its plan; and the second union where there is one."""
    known = world.book.of(item["household"])
    other = second_union(known) if known is not None else None
    return [None] if other is None else [None, other]


def approve(world: World, item: dict[str, Any], kind: str | None) -> None:
    """All of the plan's measures; the wished aid with it, or on its own where no measure is of its kind.

    Who wished for it may not be in the file: a blocked opening was settled without them. Then nobody receives it. Nor
    is it given again where the plan was drafted anew: the first approval brought it.
    """
    household, approver = item["household"], plan_approver(item["org_path"])
    plan = world.portal.get("assistance", f"/v1/plans/{household}", approver)
    measures = [measure["id"] for measure in plan["measures"]]
    if kind is not None and (plan["chosen_before"] or not those_who_fit(world, household, kind)):
        kind = None
    fitting = [measure["id"] for measure in plan["measures"] if measure["aid_kind"] == kind is not None]
    fund = fund_of(world, item["org_path"])
    aid = [{"measure": fitting[0], "fund": fund, **terms(str(kind), world.today)}] if fitting else []
    body = {"measures": measures, "aid": aid}
    world.post("assistance", f"/v1/plans/{household}/approval", approver, body, seen=plan["version"])
    if kind is not None and not fitting:
        offer(world, household, item["org_path"], kind)


def offer(world: World, household: str, giver: str, kind: str) -> None:
    """A union that covers the household proposes aid of its own; those who fit the kind receive it."""
    beneficiaries = those_who_fit(world, household, kind)
    if not beneficiaries:
        return
    aid = {"kind": kind, "fund": fund_of(world, giver), **terms(kind, world.today), "beneficiaries": beneficiaries}
    world.post("assistance", f"/v1/plans/{household}/aid", aid_proposer(giver), aid)


def fund_of(world: World, giver: str) -> str:
    """The city federation's above this union, established before anybody applied."""
    return world.book.funds[city_of(giver)]


def those_who_fit(world: World, household: str, kind: str) -> list[str]:
    """Tokens of those members whom the population names, as far as they are in the file.

    Nobody, where no aid was expected: a file that must not be open is told at the end, and gets nothing.
    """
    known = world.book.of(household)
    if known is None or known.expected.aid is None:
        return []
    shown = world.portal.get("intake", f"/v1/households/{household}", first_reviewer(known.union))
    in_the_file = [member["token"] for member in shown["members"]]
    applied = world.book.members.get(household, in_the_file)
    named = [applied[place] for place in known.expected.aid.beneficiaries if place < len(applied)]
    return [token for token in named if token in in_the_file]


def second_union(known: Household) -> str | None:
    overlap = known.expected.overlap
    return overlap.other if overlap is not None and overlap.kind == "two_unions" else None
