"""What waits for a person at intake, and which event begins and ends it.

Reads no personal field: the applicant's name is opened for a page of the list (`handlers/names.py`), not stored here.
"""

from collections.abc import Iterable
from typing import Any, Literal, get_args

from chassis.codec import Recorded
from chassis.projection import Write
from chassis.work_list import writes
from contracts import intake as facts
from kernel.calendar import add_working_days, business_date
from policies.parameters.book import places_of
from services.intake.domain import events
from services.intake.domain.household.changed_file import AT_ONCE
from services.intake.domain.rules import REVIEW_WORKING_DAYS

TaskKind = Literal[
    "review", "second_signature", "closing_signature", "papers", "objection", "blocked", "file_number", "change",
    "recheck", "recheck_signature", "exit", "duplicate", "rearrangement", "move", "consent", "hang_sheet",
    "take_down_sheet", "webhook", "parameter", "look_again", "campaign", "lead",
    "visit_to_confirm",
]  # fmt: skip
"""审核, 复核决定, 复核撤档, 补正, 答复异议, 处理建档冲突, 登记档案编号, 批准变更, 复查, 复核复查决定, 确认脱困,
甄别疑似重复, 批准并户转户拆户, 接收转档, 补签授权书, 张贴公示, 撤下公示, 处理未送达的通知, 确认参数, 依更正复看,
批准批量复查, 走访线索, 确认走访所见."""

_ALL_BUT_SHEETS = frozenset(get_args(TaskKind)) - {"take_down_sheet"}
"""A sheet still hangs when the notice that it tells is over."""

_HOUSEHOLD = "SELECT household, org_path FROM households WHERE household = %(owned)s"
_TAKER = "SELECT household, to_org_path FROM moves WHERE move = %(owned)s"
_KEPT_BY_ONE = (
    f"{_HOUSEHOLD} AND EXISTS"
    " (SELECT FROM second_signatures s WHERE s.household = households.household AND s.act = 'keep')"
)


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    """Before the household's own row moves on: a declined signature asks in which status it was."""
    event, household = recorded.event, recorded.envelope.subject
    match event:
        case facts.ApplicationResubmitted():
            # A corrected row begins anew what somebody was deciding on.
            yield writes.end(household, "papers", "review", "second_signature", "blocked", "consent")
        case events.CategoryProposed() if event.recheck:
            yield writes.end(household, "recheck_signature")
            yield _begin(recorded, "recheck", due_on=add_working_days(event.judged_on, REVIEW_WORKING_DAYS))
        case events.CategoryProposed():
            # Judged again on the same report, the reviewer's days run on: the task that waits stays.
            yield writes.end(household, "second_signature")
            yield _begin(recorded, "review", due_on=add_working_days(event.judged_on, REVIEW_WORKING_DAYS))
        case events.ReportRevised() if event.outcome == "reopened":
            yield writes.end(household, "hang_sheet", "blocked")
            yield _begin(recorded, "review", due_on=_in_review_time(recorded), reason=(event.because,))
        case events.ReportRevised() if event.outcome == "look_again":
            yield _begin(recorded, "look_again", due_on=_in_review_time(recorded), reason=(event.because,))
        case events.LookedAgain():
            yield writes.end(household, "look_again")
        case facts.ApplicationReturned():
            yield writes.end(household, "review")
            yield _begin(recorded, "papers", reason=event.papers)
        case events.DecisionProposed():
            yield writes.end(household, "review")
            yield _to_sign(recorded, "second_signature", event)
        case events.SignatureDeclined():
            yield writes.end(household, "second_signature", "closing_signature", "recheck_signature")
            yield _begin(
                recorded,
                "review",
                due_on=_in_review_time(recorded),
                reason=("signature_declined",),
                owner=f"{_HOUSEHOLD} AND status = 'under_second_review'",
            )
            yield _begin(recorded, "exit", owner=f"{_HOUSEHOLD} AND status = 'open' AND 'exit_proposed' = ANY(flags)")
            yield _begin(
                recorded,
                "recheck",
                due_on=_in_review_time(recorded),
                reason=("signature_declined",),
                owner=_KEPT_BY_ONE,
            )
        case facts.ApplicationApproved():
            yield writes.end(household, "review", "second_signature")
        case facts.NoticePosted():
            yield _begin(recorded, "hang_sheet", due_on=event.first_day)
        case events.NoticeShown():
            yield writes.end(household, "hang_sheet")
            yield _begin(recorded, "take_down_sheet", about=f"{household}/sheet-{event.sheet}")
        case events.NoticeTakenDown():
            yield writes.end(f"{household}/sheet-{event.sheet}", "take_down_sheet")
        case facts.OpeningBlocked():
            if not event.not_shown:
                yield writes.end(household, "hang_sheet")
            why = {
                "one_file_per_person": event.others,
                "near_duplicate": event.near,
                "notice_not_shown": event.not_shown,
            }
            yield _begin(recorded, "blocked", reason=(code for code, found in why.items() if found))
        case facts.FileOpened():
            yield writes.end(household, "blocked", "hang_sheet")
            yield _begin(recorded, "file_number")
        case facts.FileNumberRecorded():
            yield writes.end(household, "file_number")
        case events.ExitNoted():
            yield _begin(recorded, "exit", reason=(event.rule,))
        case events.ExitNoteWithdrawn():
            yield writes.end(household, "exit")
        case events.ClosingProposed():
            yield writes.end(household, "exit")
            yield _to_sign(recorded, "closing_signature", event)
        case events.ChangeProposed() if event.kind not in AT_ONCE:
            yield _begin(recorded, "change", about=event.change, reason=(event.kind,), not_by=event.by)
        case events.RearrangementProposed():
            yield _begin(recorded, "rearrangement", reason=(event.kind,), not_by=event.by)
        case events.RearrangementDecided():
            yield writes.end(household, "rearrangement")
        case events.ChangeDecided():
            yield writes.end(event.change, "change")
        case events.MoveProposed():
            who = {"not_by": event.by, "owner": _TAKER, "owned": event.move}
            yield _begin(recorded, "move", about=event.move, reason=(event.reason,), **who)
        case events.MoveDeclined():
            yield writes.end(event.move, "move")
        case facts.FileMoved():
            yield writes.end(event.move, "move")
            yield writes.follow(recorded, event.org_path)
        case facts.RecheckBegun():
            # Asked again: nobody can decide, nor sign what rested on the round before.
            yield writes.end(household, "recheck", "recheck_signature")
            yield _CLOSING_AFTER_RECHECK_IS_OFF, (household,)
            if event.missing:
                yield _begin(recorded, "consent", reason=("signature_missing",))
            else:
                yield writes.end(household, "consent")
        case facts.ConsentWithdrawn():
            yield _begin(recorded, "consent", reason=("consent_withdrawn",))
        case facts.FileChanged() if event.kind == "consent":
            yield writes.end(household, "consent")
        case events.KeepingProposed():
            yield writes.end(household, "recheck")
            yield _to_sign(recorded, "recheck_signature", event)
        case facts.FileKept():
            yield writes.end(household, "recheck", "recheck_signature")
        case events.ObjectionAnswered():
            yield writes.end(f"{household}/{event.round}", "objection")
        case facts.ObjectionRaised():
            yield writes.end_of(household, *_ALL_BUT_SHEETS)
            yield _begin(recorded, "objection", about=f"{household}/{event.round}", due_on=event.due_on)
        case events.DuplicateProposed():
            yield _begin(recorded, "duplicate", about=_pair(recorded), reason=(one.kind for one in event.signals))
        case events.DuplicateLapsed() | events.DuplicateDecided():
            yield writes.end(_pair(recorded), "duplicate")
        case events.IdentityForgotten():
            yield _NO_LONGER_TWO, (household, household)
        case facts.ApplicationRejected() | facts.ApplicationWithdrawn():
            yield _NO_LONGER_TWO, (household, household)
            # An objection is still owed its answer.
            yield writes.end_of(household, *_ALL_BUT_SHEETS - {"objection"})
        case facts.FileClosed():
            yield _NO_LONGER_TWO, (household, household)
            yield writes.end_all(household)
        case events.ParameterProposed():
            # Another value for the day takes the place of what waited, and another may confirm it.
            yield writes.end(_of_a_parameter(event), "parameter")
            yield writes.begin(
                recorded,
                "parameter",
                about=_of_a_parameter(event),
                reason=(event.name,),
                not_by=recorded.envelope.actor,
                owner="SELECT NULL::text, %(owned)s::text",
                owned="/".join(dict.fromkeys(places_of(event.region)[1:])),
            )
        case events.CampaignProposed():
            own = {"owner": "SELECT NULL::text, %(owned)s::text", "owned": event.org_path}
            yield _begin(recorded, "campaign", reason=(event.reason,), not_by=event.by, **own)
        case events.LeadArrived():
            own = {"owner": "SELECT NULL::text, %(owned)s::text", "owned": event.org_path}
            yield _begin(recorded, "lead", reason=(event.kind,), **own)
        case events.VisitRecorded():
            yield _begin(recorded, "visit_to_confirm", about=event.visit, reason=(event.method,), not_by=event.by)
            # Nobody else went along.
            assigned = "UPDATE tasks SET assignee = %s WHERE about = %s AND kind = 'visit_to_confirm'"
            yield assigned, (event.companion, event.visit)
        case events.VisitConfirmed() | events.VisitDeclined():
            yield writes.end(event.visit, "visit_to_confirm")
        case events.LeadVisited() | events.LeadApplied() | events.LeadLapsed():
            yield writes.end(household, "lead")
        case events.CampaignBegun() | events.CampaignDeclined():
            yield writes.end(household, "campaign")
        case facts.ParameterSet():
            yield writes.end(_of_a_parameter(event), "parameter")
        case _:
            yield from writes.project(recorded)


_NO_LONGER_TWO = (
    "DELETE FROM tasks WHERE kind = 'duplicate' AND about IN (SELECT pair FROM duplicates WHERE one = %s"
    " UNION ALL SELECT pair FROM duplicates WHERE other = %s)"
)
"""The way of one of them is over, and with it the question."""


def _of_a_parameter(event: events.ParameterProposed | facts.ParameterSet) -> str:
    return f"{event.name}/{event.region}/{event.first_day.isoformat()}"


_CLOSING_AFTER_RECHECK_IS_OFF = (
    "DELETE FROM tasks WHERE about = %s AND kind = 'closing_signature' AND 'recheck' = ANY(reason)"
)
Signed = events.DecisionProposed | events.ClosingProposed | events.KeepingProposed


def _begin(recorded: Recorded[Any], kind: TaskKind, *, owner: str = _HOUSEHOLD, **more: Any) -> Write:
    return writes.begin(recorded, kind, owner=owner, **more)


def _to_sign(recorded: Recorded[Any], kind: TaskKind, event: Signed) -> Write:
    return _begin(recorded, kind, reason=event.grounds, not_by=event.by)


def _pair(recorded: Recorded[Any]) -> str:
    return recorded.envelope.stream.removeprefix("identity-pair-")


def _in_review_time(recorded: Recorded[Any]) -> Any:
    """What a second reviewer declined is reviewed anew, in a reviewer's days (**ours**)."""
    return add_working_days(business_date(recorded.envelope.time), REVIEW_WORKING_DAYS)
