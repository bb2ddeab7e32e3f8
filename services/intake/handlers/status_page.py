"""办理情况: what a portal tells the household that applied through it: where it stands, what is asked for, what next.

Of the facts that agencies told nothing is shown: of a condition only its clause, its sentence and whether it is open.
"""

from datetime import date
from typing import Literal

from pydantic import Field

from chassis import access
from chassis.http import shapes
from chassis.http.principal import Principal
from chassis.http.shapes import Shape, Texts
from chassis.store import Loaded
from contracts.intake import ApplicationReturned
from contracts.verification import RECALLS
from kernel.personal import Withheld
from policies.explanation.obstacles import of_the_nearest
from policies.explanation.refusal import Refusal
from policies.judgement.evaluation import Judged
from services.intake.domain.events import LookedAgain, ReportRevised
from services.intake.domain.household.states import (
    Applied,
    Closed,
    OnNotice,
    Open,
    Rejected,
    Returned,
    Status,
    UnderReview,
    UnderSecondReview,
    status_of,
)
from services.intake.handlers import explanation, laws, views
from services.intake.handlers.changes import load_own
from services.intake.handlers.judgement import law_of
from services.intake.resources import Resources


class ConsentNow(Shape):
    valid_until: date = Field(description="授权有效期至（含） · the last day on which agencies may be asked")
    expired: bool = Field(
        description="是否已过期，过期须重新授权 · whether that day has passed; then another is needed"
    )
    items_missing: list[str] = Field(description="须核对而未授权的事项 · items that are needed and no consent covers")


class OpenCondition(Shape):
    clause: shapes.Clause
    text: str = Field(description="条件原文 · the condition in the document's words")
    state: Literal["not_met", "open", "excludes"] = Field(
        description="不符合、尚不明、因此排除 · not met, not known yet, or it keeps the household out"
    )


class StatusPage(Shape):
    household: shapes.Household
    status: Status = Field(description="状态 · how it stands")
    text: Texts = Field(description="状态说明 · the same in words")
    next: Texts = Field(description="下一步 · what happens next, and who does it")
    papers: list[str] = Field(
        description="须补正的材料，仅退回时 · papers that are asked for, while returned", examples=[["diagnosis"]]
    )
    reason: str | None = Field(
        None,
        description="退回的理由，仅退回且写明时 · why it was returned, in the reviewer's words, where they gave one",
    )
    unanswered: list[str] = Field(description="未答复的核对事项 · items that no agency has answered")
    consent: ConsentNow = Field(description="核对授权现状 · the permission to be checked, as it is today")
    revised: Texts | None = Field(
        None, description="部门答复更正后的办理情况，无则为空 · what follows from an answer that turned out otherwise"
    )
    until: date | None = Field(description="公示末日，不在公示为空 · the last day of the notice; null in other states")
    conditions: list[OpenCondition] = Field(
        description="距离最近的一类尚未满足的条件 · what stands between the household and the nearest category"
    )


def read(resources: Resources, principal: Principal, household: str) -> StatusPage:
    """Leaves an access record when it tells conditions, for these follow from what agencies answered. A portal reads
    its own applications' alone, as their explanations."""
    with resources.store.transaction() as transaction:
        loaded = load_own(transaction, principal, household)
        proposed = views.last_proposal(loaded)
        law = None if proposed is None else laws.kept_law(transaction, proposed.profile_version)
    state, status, returned = loaded.state, status_of(loaded.state), _returned(loaded)
    conditions: list[OpenCondition] = []
    if proposed is not None and not isinstance(proposed.facts, Withheld) and proposed.parameters is not None:
        conditions = _conditions(explanation.reasons(law or law_of(resources, state), loaded, proposed))
        access.record(resources, principal, household, "status")
    return StatusPage(
        household=household,
        status=status,
        text=_TEXTS[status],
        next=_NEXT[status],
        papers=list(returned.papers) if returned else [],
        reason=_reason(returned),
        unanswered=list(proposed.unanswered) if proposed else [],
        consent=_consent(state, resources.today()),
        revised=_revised(loaded),
        until=state.last_day if isinstance(state, OnNotice) else None,
        conditions=conditions,
    )


def _returned(loaded: Loaded[Applied]) -> ApplicationReturned | None:
    """The return that stands."""
    if not isinstance(loaded.state, Returned):
        return None
    return [one.event for one in loaded.recorded if isinstance(one.event, ApplicationReturned)][-1]


def _revised(loaded: Loaded[Applied]) -> Texts | None:
    """While it stands: nothing of it once the household is decided on anew."""
    state = loaded.state
    told = [one.event for one in loaded.recorded if isinstance(one.event, ReportRevised | LookedAgain)]
    match told[-1] if told else None:
        case LookedAgain(outcome=outcome):
            return _LOOKED[outcome]
        case ReportRevised(outcome=outcome, because=because, round=of_round) if (outcome, type(state)) in _STANDS:
            began = isinstance(state, Open) and state.recheck is None
            if began or state.case.round not in (of_round, of_round + 1):
                return None
            zh, en = _STANDS[outcome, type(state)]
            return _two(f"{RECALLS[because]}，{zh}", en)
    return None


def _reason(returned: ApplicationReturned | None) -> str | None:
    """None where none was given, and of an erased household."""
    if returned is None or isinstance(returned.reason, Withheld):
        return None
    return returned.reason or None


def _consent(state: Applied, today: date) -> ConsentNow:
    consent = state.case.consent
    return ConsentNow(
        valid_until=consent.valid_until,
        expired=today > consent.valid_until,
        items_missing=sorted(set(state.case.items) - set(consent.items)),
    )


def _conditions(found: Refusal) -> list[OpenCondition]:
    """Of the nearest category, each once, in the order of the text; none where the household meets one."""
    told: dict[tuple[str, str], OpenCondition] = {}
    for obstacle in [] if found.proposal in found.profile.categories else of_the_nearest(found.obstacles):
        for one in obstacle.conditions:
            told.setdefault((one.clause, one.text), OpenCondition(clause=one.clause, text=one.text, state=_state(one)))
    return list(told.values())


def _state(one: Judged) -> Literal["not_met", "open", "excludes"]:
    if one.value is None:
        return "open"
    return "excludes" if one.value else "not_met"


def _two(zh: str, en: str) -> Texts:
    return Texts(zh=zh, en=en)


_REVIEWED_ANEW = ("按新的答复重新审核。", "An answer turned out otherwise: it is reviewed on what is known now.")
_FELL = ("公示停止，重新审核。", "An answer turned out otherwise: the notice is off, and it is reviewed again.")
_CHECKED = ("档案正在复查；复查期间未发放的救助暂缓。", "An answer turned out otherwise: the file is checked again.")
_LOOKED_AT = ("原决定的依据已变，审核人将复看。", "What the decision rested on is otherwise: a reviewer looks again.")
_STANDS: dict[tuple[str, type], tuple[str, str]] = {
    ("proposed_anew", UnderReview): _REVIEWED_ANEW,
    ("proposed_anew", UnderSecondReview): _REVIEWED_ANEW,
    ("proposed_anew", Open): _CHECKED,
    ("reopened", UnderReview): _FELL,
    ("reopened", UnderSecondReview): _FELL,
    ("recheck", Open): _CHECKED,
    ("look_again", Rejected): _LOOKED_AT,
    ("look_again", Closed): _LOOKED_AT,
}
_LOOKED: dict[str, Texts] = {
    "stands": _two("原决定已复看，维持不变。", "A reviewer looked again: the decision stands."),
    "apply_anew": _two("原决定已复看，本户可以重新申请。", "A reviewer looked again: the household may apply anew."),
}
_TEXTS: dict[Status, Texts] = {
    "under_verification": _two("正在向各部门核对。", "Agencies are being asked."),
    "under_review": _two("核对完毕，正在审核。", "Agencies have answered; a reviewer looks at it."),
    "under_second_review": _two("已有审核意见，待另一位审核人复核。", "One reviewer has decided, another must sign."),
    "returned": _two("已退回，需要补正材料。", "Returned for papers."),
    "rejected": _two("不予批准。", "Not approved."),
    "withdrawn": _two("申请已撤回。", "The application was withdrawn."),
    "on_notice": _two("审核通过，正在公示。", "Approved, and on public notice."),
    "blocked": _two("公示期满，建档受阻，审核人正在处理。", "A reviewer settles why no file opened."),
    "open": _two("已建档。", "The file is open."),
    "closed": _two("已撤档。", "The file is closed."),
}
_NEXT: dict[Status, Texts] = {
    "under_verification": _two("请等待核对结果；无需办理。", "Wait for the answers; there is nothing to do."),
    "under_review": _two("请等待审核；无需办理。", "Wait for the decision; there is nothing to do."),
    "under_second_review": _two("请等待复核；无需办理。", "Wait for the second signature; there is nothing to do."),
    "returned": _two("请补齐所列材料后重新提交。", "Send the application again with the papers named here."),
    "rejected": _two("情况有变的，可以重新申请。", "Apply anew when things have changed."),
    "withdrawn": _two("需要时可以重新申请。", "Apply anew when help is needed."),
    "on_notice": _two("公示期满无异议的，次一工作日建档。", "Without an objection the file opens after the last day."),
    "blocked": _two("请等待审核人处理；有疑问请致电本级工会。", "Wait for the reviewer, or call the union."),
    "open": _two("帮扶计划由工会拟定并与本户联系。", "The union drafts the plan and calls the household."),
    "closed": _two("再次困难的，可以申请返困。", "Who falls back into hardship may apply again."),
}
