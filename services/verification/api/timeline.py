"""Verification's part of a household's story, each event as one line."""

from typing import Any

from fastapi import APIRouter

from chassis.codec import Recorded
from chassis.http import accesses, timeline
from chassis.http.timeline import Told
from chassis.resources import Resources
from chassis.work_list import words as work_list
from contracts import verification as facts
from contracts.verification import RECALLS
from kernel.items import CHINESE, Item, agency_chinese
from kernel.leads import LEAD_KINDS
from services.verification.domain import events
from services.verification.projections import kept_by


def router(resources: Resources) -> APIRouter:
    routes = timeline.router(resources, kept_by, told)
    routes.include_router(accesses.router(resources, kept_by))
    return routes


def told(recorded: Recorded[Any]) -> Told:
    event = recorded.event
    said: dict[str, Any]
    match event:
        case events.InquiryOpened():
            items = [question.item for question in event.questions]
            said = {
                "consent": event.consent.reference,
                "consent_form": event.consent.form_version or None,
                "purpose": event.purpose or None,
                "items": items,
                "due_on": event.due_on.isoformat(),
            }
            return (
                f"第 {event.round} 轮核对开始，询问 {len(items)} 项",
                f"Round {event.round}: {len(items)} asked",
                said,
            )
        case events.QuestionSent():
            zh, en = agency_chinese(event.agency), event.agency
            why = {"agency": event.agency, "items": list(event.items), "key_id": event.key_id, "digest": event.digest}
            return f"{zh}已收到 {len(event.items)} 项询问", f"{en} has acknowledged {len(event.items)} questions", why
        case events.QuestionRefused():
            return _about(event, "未询问：授权书不覆盖", "not asked", {"reason": event.reason})
        case events.AnswerRecorded():
            return _about(event, "已答复", "answered", _way(event))
        case events.AgencyDeclined():
            return _about(event, "拒绝答复", "declined to answer", {"reason": event.reason})
        case events.AnswerContradicted():
            return _about(
                event, "前后答复不一致，以首次为准", "contradicted itself; the first answer stands", _way(event)
            )
        case events.AgenciesContradicted():
            said = {"contradiction": event.contradiction, "items": list(event.items)}
            return "两部门答复相互矛盾，待裁定", "Two agencies contradict one another; a person settles it", said
        case events.SettlementProposed():
            said = {"contradiction": event.contradiction, "stands": event.stands}
            return f"{event.by} 裁定第 {event.stands} 方成立，待复核", f"{event.by} settled it; another must sign", said
        case events.SettlementDeclined():
            return "复核退回裁定", "The second signature was declined", {"contradiction": event.contradiction}
        case events.ContradictionSettled():
            said = {"contradiction": event.contradiction, "stands": event.stands, "by": event.by}
            return f"矛盾已裁定：第 {event.stands} 方成立", f"Settled: side {event.stands} stands", said
        case events.ParameterRecorded():
            said = {"name": event.name, "region": event.region, "value": event.value}
            return f"参数 {event.name}", f"The parameter {event.name}", said
        case events.AnswerCameLate():
            return _about(event, "报告完成后才答复", "answered after the report", _way(event))
        case events.AnswerCorrected():
            return _about(event, "更正答复，以更正为准", "corrected its answer: that counts", {})
        case events.AnswerWithdrawn():
            return _about(event, "撤回答复，按未答复处理", "took its answer back: unanswered again", {})
        case events.AnswerReplaced():
            zh = f"按{RECALLS[event.because]}改记"
            return _about(event, zh, f"is otherwise: {event.because}", {"because": event.because})
        case events.AnswerQuarantined():
            return _about(event, "撤回授权后才答复，已封存", "answered after the consent was withdrawn: only kept", {})
        case events.ConsentEnded():
            why = {"persons": list(event.persons)}
            return "授权撤回，停止询问", "The consent was withdrawn: nobody is asked any more", why
        case events.AgencyPushed():
            return _about(event, "主动通报", "told of its own accord", {"person": event.person})
        case events.OfficeReminded():
            term = {"agency": event.agency, "items": list(event.items), "due_on": event.due_on.isoformat()}
            who = agency_chinese(event.agency)
            return f"{who}临近期限未答复，请催办", f"{event.agency} is silent near its term: to be called", term
        case events.QuestionsLeftForSheet():
            return _by_sheet(event, "待列入询问表", "waits for a question sheet", {})
        case events.QuestionsCarried():
            carried: dict[str, Any] = {"question_sheet": event.sheet, "earlier": list(event.earlier)}
            return _by_sheet(event, "已列入询问表", "went out on a question sheet", carried)
        case events.SheetTakenOut():
            out: dict[str, Any] = {"questions": event.questions, "rows": event.rows, "sha256": event.sha256}
            return f"出具询问表（{agency_chinese(event.agency)}）", "A question sheet was taken out", out
        case events.SheetBroughtBack() | events.SheetConfirmed():
            is_brought = isinstance(event, events.SheetBroughtBack)
            zh, en = ("询问表带回", "brought back") if is_brought else ("询问表确认", "confirmed")
            back: dict[str, Any] = {"answered": event.questions, "refused": event.refused, "sha256": event.sha256}
            return zh, f"A question sheet was {en}", back
        case facts.AgencySilent():
            return _about(event, "逾期未答复", "did not answer in time", {})
        case events.AnswerRefused():
            return "拒收一份答复", "A callback was refused", {"sender": event.sender, "reason": event.reason}
        case facts.LeadReceived():
            return f"收到早发现线索：{LEAD_KINDS[event.kind]}", f"A lead: {event.kind}", {"agency": event.agency}
        case facts.LeadMet():
            return "线索所涉人员已申请", "Whom the lead is about has applied", {"household": event.household}
        case events.LeadForgotten():
            return "线索到期，人员代号已删除", "The lead's term is over: its token is gone", {}
        case events.HouseholdMoved():
            return f"核对随档案转至 {event.org_path}", f"The inquiry went along to {event.org_path}", {}
        case events.InquiryStopped():
            return "核对终止", "The inquiry was stopped", {"reason": event.reason}
        case facts.ReportCompleted():
            outcomes = {item.item: item.outcome for item in event.items}
            state_zh, state_en = ("完整", "complete") if event.complete else ("不完整", "partial")
            if event.revision:
                zh = f"核对报告更正（第 {event.revision} 次，{RECALLS[event.because]}；{state_zh}）"
                said = {"items": outcomes, "revision": event.revision, "revised": list(event.revised)}
                return zh, f"The report is out again ({event.because}; {state_en})", said
            return f"核对报告完成（{state_zh}）", f"The report is out ({state_en})", {"items": outcomes}
    if (of_the_work_list := work_list.told(event)) is not None:
        return of_the_work_list
    raise LookupError(type(event).__name__)


def _about(event: Any, zh: str, en: str, why: dict[str, Any]) -> Told:
    item, agency = Item(event.item), event.agency
    about = {"item": item.value, "agency": agency}
    return f"{CHINESE[item]}（{agency_chinese(agency)}）{zh}", f"{item} ({agency}) {en}", about | why


def _way(event: Any) -> dict[str, Any]:
    return {"came_by": event.came_by} if event.came_by != "message" else {}


def _by_sheet(event: Any, zh: str, en: str, why: dict[str, Any]) -> Told:
    items = [Item(item) for item in event.items]
    named = "、".join(CHINESE[item] for item in items)
    about = {"items": [item.value for item in items], "agency": event.agency}
    return f"{named}（{agency_chinese(event.agency)}）{zh}", f"{', '.join(items)} ({event.agency}) {en}", about | why
