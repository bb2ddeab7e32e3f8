"""Reviewers: decide on proposals, settle blocked openings, confirm exits; and who records the file's number."""

from collections.abc import Iterable
from typing import Any

from agencies.answer_keys.qinhuangdao import NO_GROUP
from agencies.people.draft import ADMITTED_LINES_MAX
from kernel.fen import fen
from lab.demo.people.applicants import withdraws_now
from lab.demo.people.duties import (
    case_worker,
    exit_confirmer,
    first_reviewer,
    objection_answerer,
    second_reviewer,
)
from lab.demo.world import World
from policies.documents import regions

CLAUSES = {
    "shantou-2016": "三(一)",
    "kaifeng-2019": "四",
    "yunnan-2017": "三",
    "qinhuangdao-2017": "三(一)",
    "baisha-2020": "三",
}
"""Where each document says who counts."""
SIGNED_AT = {"close": "closing", "keep": "recheck"}
"""What begins so is signed second there; every other act is a decision."""
ASKED_FOR_PAPERS_MAX = 2
REGISTERS = ("real_estate", "vehicle", "business_registration", "finance")
BEYOND_LIMITS = "核对发现未申报的房产、车辆，家庭财产超过当地限额"
ADMITTED = "省级认定办法尚未载入，由审核人认定；任务类别按本文件"
LEFT_TO_ANOTHER_RULE = "admission_rule"
"""What is missing of a proposal where the document leaves admission to a rule that is not loaded."""


def review(world: World) -> int:
    """As proposed; some are sent back for papers first."""

    def one(item: dict[str, Any]) -> None:
        path = f"/v1/households/{item['household']}/decision"
        reviewer = first_reviewer(item["org_path"])
        world.post("intake", path, reviewer, decision(world, item), seen=item["version"])
        world.tally.add("reviewed")

    waiting = world.list("intake", "/v1/households", status="under_review")
    return world.together(one, [item for item in waiting if not (withdraws_now(world, item) or _objected(item))])


def answer_objections(world: World) -> int:
    """Somebody who had no part in the decision tells whoever objected what came of it."""

    def one(item: dict[str, Any]) -> None:
        path = f"/v1/households/{item['household']}/objection/answer"
        body = {"outcome": "dismissed", "text": "经核实，所述收入已在申报之列"}
        if world.book.walks(item["household"], "upheld"):
            body = {"outcome": "upheld", "text": "经核实，所述收入属实且未申报"}
        world.post("intake", path, objection_answerer(item["org_path"]), body)

    waiting = [
        item
        for status in ("under_verification", "under_review")
        for item in world.list("intake", "/v1/households", status=status)
    ]
    return world.together(one, list(filter(_objected, waiting)))


def _objected(item: dict[str, Any]) -> bool:
    return "objection_unanswered" in item["flags"]


def sign_second(world: World) -> int:
    """复核: another reviewer signs what one should not decide alone."""

    def one(item: dict[str, Any]) -> None:
        what = next((word for act, word in SIGNED_AT.items() if item["act"].startswith(act)), "decision")
        path = f"/v1/households/{item['household']}/{what}/second-signature"
        second = second_reviewer(item["org_path"])
        world.post("intake", path, second, {"signature": "given"}, seen=item["version"])

    return world.together(one, world.list("intake", "/v1/second-signatures", role="reviewer"))


def decision(world: World, item: dict[str, Any]) -> dict[str, Any]:
    household = item["household"]
    if world.book.walks(household, "returned") and world.book.first_time("return", household):
        return {"decision": "return", "papers": ["income_certificate"]}
    if world.book.walks(household, "upheld") and world.book.did("object", household):
        return refusal(item, "公示异议成立，另有未申报收入")
    if item["proposal"].isdigit():
        return refusal(item, BEYOND_LIMITS) if owns_too_much(world, item) else {"decision": "approve"}
    if item["proposal"] in ("none", "excluded"):
        return refusal(item, "核对后不符合认定条件")
    return without_a_proposal(world, item)


def owns_too_much(world: World, item: dict[str, Any]) -> bool:
    """Where the document has property looked at and no rule of the place says what follows, a person says it: what
    registers know is beyond the place's limits, and was not declared."""
    path, reviewer = f"/v1/households/{item['household']}", first_reviewer(item["org_path"])
    trace = world.portal.get("intake", path, reviewer)["proposal"]["trace"]
    evidence = {one["id"]: one["value"] for one in trace.get("evidence", ())}
    within = evidence.get("property_within_limit")
    if within is not False:
        return False
    report = world.portal.get("verification", f"{path}/report", reviewer)
    return any(one["item"] in REGISTERS and not one["agrees"] for one in report["comparisons"])


def without_a_proposal(world: World, item: dict[str, Any]) -> dict[str, Any]:
    """Where the document names groups and leaves admission to a person, the first group that is met, and without one
    whoever that person admits; where facts are missing, papers, and in the end a refusal."""
    shown = world.portal.get("intake", f"/v1/households/{item['household']}", first_reviewer(item["org_path"]))
    if is_left_to_a_person(shown["proposal"]):
        if (group := group_of(shown["proposal"])) is not None:
            return {"decision": "approve", "category": group, "reason": ADMITTED}
        return refusal(item, "家庭人均收入远高于低保线")
    if any(world.book.first_time(f"ask {n}", item["household"]) for n in range(ASKED_FOR_PAPERS_MAX)):
        return {"decision": "return", "papers": ["missing_facts"]}
    return refusal(item, "材料不足，无法认定")


def is_left_to_a_person(proposal: dict[str, Any]) -> bool:
    return LEFT_TO_ANOTHER_RULE in proposal["missing"] and proposal["trace"]["excluded"] is False


def group_of(proposal: dict[str, Any]) -> str | None:
    """The first group that is met, and without one whoever a person admits; None: nobody does."""
    categories = proposal["trace"]["categories"].items()
    met = (ordinal for ordinal, one in categories if one["outcome"] == "met")
    return next(met, NO_GROUP if admits(categories) else None)


def admits(categories: Iterable[tuple[str, dict[str, Any]]]) -> bool:
    """By what is seen of the household's income, as a made-up rule of the province has it."""
    seen: dict[str, Any] = {}
    for _, category in categories:
        for condition in category["conditions"]:
            seen |= condition["facts"]
    income, line, heads = (seen.get(name) for name in ("household_income", "dibao_line", "members"))
    known = income is not None and line is not None and heads is not None
    return known and fen(str(income)) <= ADMITTED_LINES_MAX * fen(str(line)) * int(str(heads))


def refusal(item: dict[str, Any], reason: str) -> dict[str, Any]:
    return {"decision": "reject", "clause": clause_at(item["region"]), "reason": reason}


def clause_at(region: str) -> str:
    """Where the document of this place says who counts."""
    law = regions.table().law_at(region)
    return CLAUSES[law.profile] if law else ""


def settle_blocked(world: World) -> int:
    """A member is in another open file: drop that member where the rest can stand alone, else reject."""

    def one(item: dict[str, Any]) -> None:
        household = item["household"]
        reviewer = first_reviewer(item["org_path"])
        shown = world.portal.get("intake", f"/v1/households/{household}", reviewer)
        world.book.members[household] = [member["token"] for member in shown["members"]]
        world.post("intake", f"/v1/households/{household}/block-settlement", reviewer, settlement(world, shown))

    return world.together(one, world.list("intake", "/v1/households", status="blocked"))


def settlement(world: World, shown: dict[str, Any]) -> dict[str, Any]:
    """By the household as it is shown; an applicant cannot be dropped from the own household."""
    known = world.book.of(shown["household"])
    elsewhere = [blocker["member"] for blocker in shown["blocked_by"]]
    applicant, *others = [member["token"] for member in shown["members"]]
    if applicant in elsewhere or not others or (known is not None and int(known.number) % 2):
        return {"action": "reject", "reason": "成员已在另一户档案中"}
    return {"action": "drop_member", "members": elsewhere, "reason": "该成员由另一户赡养，从本户移除"}


def record_file_numbers(world: World) -> int:
    """录入: the number that the national system gave."""

    def one(item: dict[str, Any]) -> None:
        household = item["household"]
        known = world.book.of(household)
        number = f"{item['region']}-{world.today.year}-{known.number if known else household[-8:]}"
        body = {"number": number, "recorded_on": world.today.isoformat()}
        path = f"/v1/households/{household}/file-number"
        world.post("intake", path, case_worker(item["org_path"]), body)

    opened = world.list("intake", "/v1/households", status="open")
    world.tally.set("opened", len(opened) + world.tally.done.get("closed", 0))
    return world.together(one, [i for i in opened if world.book.first_time("number", i["household"])])


def confirm_exits(world: World) -> int:
    """脱困: another person than who found so confirms what the months have shown, and the file is closed."""

    def one(item: dict[str, Any]) -> None:
        path = f"/v1/households/{item['household']}/closing"
        body = {"reason": "exit", "text": "连续六个月收入稳定，同意脱困"}
        world.post("intake", path, exit_confirmer(item["org_path"]), body)
        world.tally.add("closed")

    opened = world.list("intake", "/v1/households", status="open")
    return world.together(one, [item for item in opened if "exit_proposed" in item["flags"]])
