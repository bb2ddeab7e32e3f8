"""Who keeps open files true: one proposes what changed, another approves it, a third decides the re-check."""

from typing import Any

from lab.demo.people.duties import change_approver, change_proposer, recheck_decider
from lab.demo.people.reviewers import ADMITTED, clause_at, group_of, is_left_to_a_person
from lab.demo.world import World

AID_UNDER_WAY = ("awaits_consent", "proposed", "cleared", "held", "in_batch", "confirmed")
NOT_ENTITLED = ("none", "excluded")
"""What a re-check may propose that closes a file."""


def propose_changes(world: World) -> int:
    """What the population says of each household, once its aid has come to an end."""

    def one(item: dict[str, Any]) -> None:
        household, proposer = item["household"], change_proposer(item["org_path"])
        known = world.book.of(household)
        assert known is not None, "only the population's files are said to change"
        assert known.change is not None, "only of some of them"
        body = {"kind": known.change.kind, "on": world.today.isoformat(), "reason": "家庭来电告知"}
        if known.change.place is not None:
            shown = world.portal.get("intake", f"/v1/households/{household}", proposer)
            body["person"] = shown["members"][known.change.place]["token"]
        path = f"/v1/households/{household}/changes"
        world.post("intake", path, proposer, body | known.change.says)

    opened = [item for item in world.list("intake", "/v1/households", status="open") if _will_change(world, item)]
    if not opened:
        return 0
    busy = {a["household"] for status in AID_UNDER_WAY for a in world.list("assistance", "/v1/acts", status=status)}
    helped = {
        a["household"] for status in ("paid", "returned") for a in world.list("assistance", "/v1/acts", status=status)
    }
    ready = [item for item in opened if item["household"] in helped - busy]
    return world.together(one, [item for item in ready if world.book.first_time("change", item["household"])])


def decide_changes(world: World) -> int:
    """As the population says; what is not to hold is declined with a reason."""

    def one(item: dict[str, Any]) -> None:
        known = world.book.of(item["household"])
        holds = known is None or known.change is None or known.change.approved
        body = {"decision": "approve"} if holds else {"decision": "decline", "reason": "无法证实该账户属于本人"}
        path = f"/v1/households/{item['household']}/changes/{item['change']}/decision"
        world.post("intake", path, change_approver(item["org_path"]), body, seen=item["version"])

    return world.together(one, world.list("intake", "/v1/changes", role="reviewer"))


def decide_rechecks(world: World) -> int:
    """A household that the document helps no more leaves; every other file is kept, in the category proposed or, where
    the document leaves that to a person, as at the review; where something is still to be answered, as it was."""

    def one(item: dict[str, Any]) -> None:
        path, decider = f"/v1/households/{item['household']}", recheck_decider(item["org_path"])
        shown = world.portal.get("intake", path, decider)
        world.post("intake", f"{path}/recheck", decider, of_recheck(shown), seen=shown["version"])

    return world.together(one, world.list("intake", "/v1/tasks", role="reviewer", kind="recheck"))


def look_again(world: World) -> int:
    """A refusal whose ground was corrected stays; the household may apply anew."""

    def one(item: dict[str, Any]) -> None:
        body = {"outcome": "apply_anew", "reason": "部门更正了答复，可以重新申请"}
        decider = recheck_decider(item["org_path"])
        world.post("intake", f"/v1/households/{item['household']}/second-look", decider, body)

    return world.together(one, world.list("intake", "/v1/tasks", role="reviewer", kind="look_again"))


def of_recheck(shown: dict[str, Any]) -> dict[str, Any]:
    told, proposal = {"clause": clause_at(shown["region"])}, shown["proposal"]
    category = proposal["category"]
    if not proposal["complete"] or shown["consent"]["missing"]:
        category = shown[
            "category"
        ]  # nobody loses a file for a silent agency, or a child who is of age and has not signed
    elif is_left_to_a_person(proposal):
        category = group_of(proposal) or "none"
    if category in NOT_ENTITLED:
        return told | {"decision": "close", "reason": "复查核实，已不符合认定条件"}
    if not category.isdigit():
        category = shown["category"]
    if category == proposal["category"]:
        return told | {"decision": "keep"}
    return told | {"decision": "keep", "category": category, "reason": ADMITTED}


def _will_change(world: World, item: dict[str, Any]) -> bool:
    known = world.book.of(item["household"])
    return known is not None and known.change is not None and not world.book.did("change", item["household"])
