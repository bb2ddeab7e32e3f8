"""Intake's part of a household's story: what, who, and the plain reasons; nothing of another household."""

from typing import Any

from fastapi import APIRouter

from chassis.codec import Recorded
from chassis.http import accesses, timeline
from chassis.http.timeline import Told
from chassis.work_list import words as work_list
from contracts import intake as facts
from contracts.verification import RECALLS
from kernel.closed_lists import (
    CAMPAIGN_OUTCOMES,
    CHANGE_KINDS,
    CLOSING_REASONS,
    CONTACT_WAYS,
    MOVE_REASONS,
    PAPER_KINDS,
)
from kernel.event_types import internal_type
from kernel.visits import VISIT_METHODS
from services.intake.domain import events
from services.intake.handlers.views import ABOUT_OTHERS
from services.intake.projections.queries import organisation_of, region_of
from services.intake.redecision import runs
from services.intake.resources import Resources

REVISED = {
    "proposed_anew": ("重新提出建议", "proposed anew"),
    "reopened": ("公示停止，重新审核", "the notice fell, it is reviewed again"),
    "recheck": ("档案复查", "the file is checked again"),
    "look_again": ("原决定依据已变，待人复看", "the refusal or closing rested on it, a person looks again"),
    "noted": ("不影响已作的决定", "no decision rested on it"),
}
LOOKS_AGAIN = {"stands": ("维持原决定", "it stands"), "apply_anew": ("可以重新申请", "the household may apply anew")}
OUTCOMES = {"upheld": "成立", "dismissed": "不成立"}
OUTCOMES_OF_A_SURVEY = {
    "unchanged": "未变",
    "corrected": "更正申请",
    "changed": "有变化",
    "elsewhere": "档案在其他工会",
    "split": "成员分属两份档案",
    "gone": "登记表中没有",
}
REARRANGEMENTS = {"merge": "并户", "transfer": "转户", "split": "拆户"}
_EXIT_OFF = {"month": "{month} 不再符合", "kept": "复查后保留档案", "moved": "档案转到适用另一文件的地方"}
LOOKS: dict[str, str | None] = {
    internal_type("intake", events.PersonalDataShown): "personal_data",
    internal_type("intake", events.AttachmentShown): "attachment",
    internal_type("intake", events.FactsJudged): None,
}


def router(resources: Resources) -> APIRouter:
    routes = timeline.router(resources, organisation_of, told)
    routes.include_router(accesses.router(resources, organisation_of, LOOKS, _runs_over))
    return routes


def _runs_over(connection: Any, household: str) -> list[str]:
    return runs.subjects_over(region_of(connection, household))


def told(recorded: Recorded[Any]) -> Told:
    event, why = recorded.event, dict[str, Any]()
    match event:
        case facts.ApplicationSubmitted():
            why = {
                "channel": event.channel,
                "flags": [flag for flag in event.flags if flag not in ABOUT_OTHERS],
                "items": list(event.items),
            }
            return "提交申请", "Applied for help", why
        case facts.ApplicationResubmitted():
            return "补正后重新提交", "Sent the papers", {"round": event.round, "items": list(event.items)}
        case facts.ConsentWithdrawn():
            why = {"reference": event.reference, "members": list(event.persons)}
            return f"撤回授权（{len(event.persons)} 人）", f"Consent withdrawn ({len(event.persons)} persons)", why
        case facts.ApplicationWithdrawn():
            return "撤回申请", "Withdrew the application", {}
        case events.CategoryProposed():
            return f"系统建议：{event.proposal}", f"Proposed: {event.proposal}", _grounds(event)
        case events.ReportRevised():
            why = {
                "because": event.because,
                "items": list(event.items),
                "changed": list(event.changed),
                "named": list(event.named),
                "outcome": event.outcome,
            }
            zh, en = REVISED[event.outcome]
            return f"{RECALLS[event.because]}：{zh}", f"The report was revised ({event.because}): {en}", why
        case events.LookedAgain():
            zh, en = LOOKS_AGAIN[event.outcome]
            return f"依更正复看：{zh}", f"Looked at again: {en}", {"outcome": event.outcome}
        case events.FindingMade():
            return "审核人作出认定", "A reviewer's finding", {}  # what was found is a fact of the proposal
        case events.VisitRecorded():
            why = {"visit": event.visit, "on": event.on.isoformat(), "method": event.method, "with": event.companion}
            return f"{VISIT_METHODS[event.method]}，待同行人确认", f"Visited ({event.method}), to be confirmed", why
        case events.VisitConfirmed():
            return "走访所见已由两人确认", "Both who visited have signed", {"visit": event.visit}
        case events.VisitDeclined():
            return (
                "走访所见未予确认，不作依据",
                "The visit was declined: it counts nothing",
                {"visit": event.visit},
            )
        case events.WebhookDelivered():
            return "已通知申报门户", "The portal was told", {"delivery": event.delivery}
        case events.WebhookGivenUp():
            why = {"delivery": event.delivery, "attempts": event.attempts, "reason": event.reason}
            return "通知申报门户未送达，不再重试", "Telling the portal was given up", why
        case events.WebhookReplayed():
            return "重新通知申报门户", "The portal is told once more", {"delivery": event.delivery}
        case events.ReviewOverdue():
            return "审核超期提醒", "The review is overdue", {"due_on": event.due_on.isoformat()}
        case events.DecisionProposed():
            why = {"decision": event.decision, "grounds": list(event.grounds)}
            return "审核决定待复核", "A decision waits for a second signature", why
        case events.SignatureDeclined():
            return "复核未通过", "The second signature was declined", {}
        case facts.ApplicationApproved():
            why = {"category": event.category, "against_proposal": event.against_proposal}
            return f"审核通过，类别 {event.category}", f"Approved in category {event.category}", why
        case facts.ApplicationRejected():
            why = {"clause": event.clause, "against_proposal": event.against_proposal}
            return f"不予批准，依据 {event.clause}", f"Rejected under {event.clause}", why
        case facts.ApplicationReturned():
            return "退回补正", "Returned for papers", {"papers": list(event.papers)}
        case facts.NoticePosted():
            first, last = event.first_day.isoformat(), event.last_day.isoformat()
            why = {"first_day": first, "last_day": last, "provisional": event.provisional}
            return f"公示 {first} 至 {last}", f"On notice from {first} to {last}", why
        case facts.ObjectionRaised():
            due_on = event.due_on.isoformat() if event.due_on else None
            return "公示异议，重新核对", "An objection: verified again", {"round": event.round, "due_on": due_on}
        case events.ObjectionAnswered():
            outcome = OUTCOMES[event.outcome]
            why = {"round": event.round, "outcome": event.outcome}
            return f"答复公示异议：{outcome}", f"The objection was answered: {event.outcome}", why
        case events.ObjectionOverdue():
            return "公示异议逾期未答复", "An objection is not answered in time", {"due_on": event.due_on.isoformat()}
        case events.NoticeShown():
            why = {"sheet": event.sheet, "shown_on": event.shown_on.isoformat(), "photo": event.photo}
            return f"张贴公示（第 {event.sheet} 张）", f"Sheet {event.sheet} of the notice was hung", why
        case events.NoticeTakenDown():
            why = {"sheet": event.sheet, "taken_down_on": event.taken_down_on.isoformat(), "photo": event.photo}
            return f"撤下公示（第 {event.sheet} 张）", f"Sheet {event.sheet} of the notice was taken down", why
        case facts.OpeningBlocked():
            zh, en = "建档受阻：成员在另一档案中", "Blocked: a member is in another open file"
            if event.not_shown and not event.others:
                zh, en = "建档受阻：公示未张贴满期", "Blocked: no sheet of the notice hung for its days"
            elif not event.others:
                zh, en = "建档受阻：待甄别是否已有档案", "Blocked: it is to be told from others first"
            return zh, en, {"members": [member for member, _ in event.others]}
        case events.MemberDropped():
            return "移除成员", "Dropped a member", {"members": list(event.members)}
        case facts.FileOpened():
            why = {"category": event.category, "members": len(event.members), "notice_shown": event.notice_shown}
            unseen = event.notice_shown is False
            return (
                f"建档，类别 {event.category}{'；公示没有张贴记录' if unseen else ''}",
                f"File opened in category {event.category}{'; nobody told that its notice was hung' if unseen else ''}",
                why,
            )
        case facts.FileNumberRecorded():
            return f"录入编号 {event.number}", f"File number {event.number} recorded", {}
        case events.ExitNoted():
            return "系统建议脱困", "Exit was proposed", {"rule": event.rule, "months": list(event.months)}
        case events.ExitNoteWithdrawn():
            why = {"month": event.month, "because": event.because}
            return (
                f"{_EXIT_OFF[event.because].format(month=event.month)}，不再建议脱困",
                "Exit is proposed no more",
                why,
            )
        case events.ClosingProposed():
            why = {"reason": event.closing, "grounds": list(event.grounds)}
            return "撤档待复核", "A closing waits for a second signature", why
        case events.ContactAttempted():
            zh, en = ("已联系上", "reached") if event.reached else ("未联系上", "not reached")
            why = {"on": event.on.isoformat(), "way": event.way}
            return f"{CONTACT_WAYS[event.way]}联系：{zh}", f"Tried by {event.way}: {en}", why
        case events.ClosingExplained():
            return "撤档理由已记录", "The reason for closing was recorded", {"reason": event.reason}
        case events.AttachmentAdded():
            why = {"attachment": event.attachment, "kind": event.kind, "for": event.belongs_to, "size": event.size}
            return f"上传附件：{PAPER_KINDS[event.kind]}", f"Attached: {event.kind}", why
        case events.AttachmentWithdrawn():
            return "撤回附件", "Withdrew an attachment", {"attachment": event.attachment}
        case events.AttachmentsErased():
            return "删除已失效的附件", "Removed unreadable attachments", {"attachments": list(event.attachments)}
        case events.ApplicationCorrected():
            return "登记表更正申请", "A roster corrected the application", {"roster": event.roster}
        case events.RosterRowCompared():
            why = {"roster": event.roster, "differences": [one.kind for one in event.differences]}
            return f"排查比对：{OUTCOMES_OF_A_SURVEY[event.outcome]}", f"Surveyed: {event.outcome}", why
        case events.DifferencesDecided():
            why = {"taken": len(event.taken), "left": len(event.left), "stale": len(event.stale)}
            return "处理排查差异", "Differences of a survey were decided on", why
        case events.ChangeProposed():
            name, why = CHANGE_KINDS[event.kind], {"change": event.change, "on": event.on.isoformat()}
            return f"提出变更：{name}", f"A change was proposed: {event.kind}", why
        case events.ChangeDecided():
            zh, en = ("变更已批准", "approved") if event.decision == "approve" else ("变更已退回", "declined")
            return zh, f"The change was {en}", {"change": event.change}
        case facts.FileChanged():
            why = {"change": event.change, "on": event.on.isoformat(), "members": len(event.members)}
            return f"变更生效：{CHANGE_KINDS.get(event.kind, event.kind)}", f"The file changed: {event.kind}", why
        case events.MoveProposed():
            why = {"move": event.move, "to": event.to_org_path, "reason": event.reason}
            return f"提出转档：{MOVE_REASONS[event.reason]}", f"A move was proposed: {event.reason}", why
        case events.MoveDeclined():
            zh, en = ("对方未接收", "declined") if event.outcome == "declined" else ("转档已撤回", "withdrawn")
            return zh, f"The move was {en}", {"move": event.move}
        case facts.FileMoved():
            why = {"move": event.move, "from": event.from_org_path, "to": event.org_path, "profile": event.profile}
            return f"转档至 {event.org_path}", f"The file moved to {event.org_path}", why
        case facts.RecheckBegun():
            why = {"round": event.round, "reasons": list(event.reasons), "items": list(event.items)}
            return f"复查开始，第 {event.round} 轮核对", f"Re-check begun in round {event.round}", why
        case events.LeadReferred():
            return "由部门线索引来的申请", "An agency's lead was about somebody in it", {"lead": event.lead}
        case events.TakenInCampaign():
            why = {"campaign": event.campaign, "outcome": event.outcome}
            return f"批量复查：{CAMPAIGN_OUTCOMES[event.outcome]}", f"Bulk re-check: {event.outcome}", why
        case events.KeepingProposed():
            why = {"category": event.category, "clause": event.clause, "grounds": list(event.grounds)}
            return "复查决定待复核", "A decision on the re-check waits for a second signature", why
        case facts.FileKept():
            why = {"category": event.category, "clause": event.clause, "against_proposal": event.against_proposal}
            return f"复查合格，类别 {event.category}", f"Kept in category {event.category}", why
        case events.RearrangementProposed():
            why = {"rearrangement": event.rearrangement, "persons": len(event.persons)}
            return f"提出{REARRANGEMENTS[event.kind]}", f"Proposed to {event.kind} files", why
        case events.RearrangementDecided():
            zh, en = ("已批准", "approved") if event.decision == "approve" else ("已退回", "declined")
            return f"并户、转户或拆户{zh}", f"The rearrangement was {en}", {"rearrangement": event.rearrangement}
        case facts.FileMerged():
            if event.merged == recorded.envelope.subject:
                return "并入另一档案", "Merged into another file", {"joined": len(event.joined)}
            return "另一档案并入", "Another file was merged into it", {"joined": len(event.joined)}
        case facts.FileClosed():
            return (
                f"撤档：{CLOSING_REASONS.get(event.reason, event.reason)}",
                f"File closed: {event.reason}",
                {"reason": event.reason},
            )
    return work_list.told(event) or (type(event).__name__, type(event).__name__, {})


def _grounds(event: events.CategoryProposed) -> dict[str, Any]:
    return {
        "profile": event.profile,
        "profile_version": event.profile_version,
        "parameters_version": event.parameters_version,
        "complete": event.complete,
        "missing": list(event.missing),
        "undecided": list(event.undecided),
        "unanswered": list(event.unanswered),
    }
