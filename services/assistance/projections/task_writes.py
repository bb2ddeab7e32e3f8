"""What waits for a person at assistance, and which event begins and ends it.

An act is its giver's business, a consent its fund keeper's, a batch its fund's; all else is the union's that keeps the
household. Behind the other families, whose rows say whose each thing is.
"""

from collections.abc import Iterable
from typing import Any, Literal

from chassis.codec import Recorded
from chassis.projection import Write
from chassis.work_list import writes
from contracts import assistance as facts
from services.assistance.domain import events

TaskKind = Literal["plan", "helper", "referral", "consent", "hold", "overlap", "returned_payment", "batch", "raise"]
"""审批计划, 确定帮扶责任人, 催办转办, 同意使用资金, 处理查重未通过, 处理重复救助, 处理银行退回, 发放批次,
确认追加预算."""

_PLAN = "SELECT household, org_path FROM plans WHERE household = %(owned)s"
_GIVER = "SELECT household, giver FROM acts WHERE act = %(owned)s"
_KEEPER = "SELECT household, funds.org_path FROM acts JOIN funds USING (fund) WHERE act = %(owned)s"
_FUND = "SELECT NULL::text, org_path FROM funds WHERE fund = %(owned)s"
_BATCH = "SELECT NULL::text, org_path FROM batches WHERE batch = %(owned)s"


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    event, subject = recorded.event, recorded.envelope.subject
    match event:
        case events.FileRecorded():
            yield _begin(recorded, "helper", _PLAN, due_on=event.helper_due_on)
        case facts.PlanDrafted():
            yield _begin(recorded, "plan", _PLAN)
        case events.PlanRedrafted():
            yield _begin(recorded, "plan", _PLAN, reason=("drafted_anew",))
        case facts.PlanApproved():
            yield writes.end(subject, "plan")
        case facts.HelperNamed():
            yield writes.end(subject, "helper")
        case events.HelperOverdue():
            yield writes.due(subject, "helper", event.due_on)
        case events.FileMoveRecorded():
            # What is an act's or a fund's stays with its giver or keeper, whose money it is.
            yield writes.follow(recorded, event.org_path, "plan", "helper", "referral")
            if event.approved_anew:
                yield _begin(recorded, "plan", _PLAN, reason=("moved",))
        case events.PlanClosed():
            yield writes.end_of(subject, "plan", "helper", "referral")
        case facts.ReferralSent():
            reason = (event.agency,)
            yield _begin(recorded, "referral", _PLAN, about=event.referral, due_on=event.due_on, reason=reason)
        case events.ReferralAnswered():
            yield writes.end(event.referral, "referral")
        case events.ConsentAsked():
            yield _of_an_act(
                recorded,
                "consent",
                event.proposal.act,
                event.proposal.kind,
                owner=_KEEPER,
                term="task_days_fund_consent",
            )
        case facts.AidProposed() | events.ConsentRefused():
            yield writes.end(event.act, "consent")
        case events.HoldRecorded():
            yield _of_an_act(recorded, "hold", event.act, event.rule)
        case events.ClearanceRecorded():
            yield writes.end(event.act, "hold")
        case events.FindingRecorded():
            yield _of_an_act(recorded, "overlap", event.act, event.rule)
        case events.FindingDropped():
            yield writes.end(event.act, "overlap")
        case facts.PaymentReturned():
            yield _of_an_act(recorded, "returned_payment", event.act, event.reason)
        case facts.AidWithdrawn():
            yield writes.end(event.act, "consent", "hold", "overlap", "returned_payment")
        case events.BatchCheckRecorded():
            yield _begin(recorded, "batch", _BATCH)
        case events.BatchSettled():
            yield writes.end(subject, "batch")
        case events.BudgetRaiseAsked():
            # Asked for anew in place of what waited: somebody else may confirm it now.
            yield writes.end(subject, "raise")
            yield _begin(recorded, "raise", _FUND, not_by=recorded.envelope.actor)
        case events.BudgetRaised():
            yield writes.end(subject, "raise")
        case _:
            yield from writes.project(recorded)


def _begin(recorded: Recorded[Any], kind: TaskKind, owner: str, **more: Any) -> Write:
    return writes.begin(recorded, kind, owner=owner, **more)


def _of_an_act(
    recorded: Recorded[Any], kind: TaskKind, act: str, why: str, owner: str = _GIVER, term: str | None = None
) -> Write:
    return _begin(recorded, kind, owner, about=act, owned=act, reason=(why,), term=term)
