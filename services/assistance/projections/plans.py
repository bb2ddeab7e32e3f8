"""Plans and referrals as work lists show them."""

from collections.abc import Iterable
from typing import Any

from chassis.codec import Recorded
from chassis.projection import Write
from contracts import assistance as facts
from services.assistance.domain import events, referral
from services.assistance.domain.plan import states as plan


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    event, envelope = recorded.event, recorded.envelope
    household, at = envelope.subject, envelope.time
    match event:
        case events.FileRecorded():
            yield (
                "INSERT INTO plans (household, org_path, region, status, version, opened_on, changed_at)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s)",
                (
                    household,
                    event.org_path,
                    event.region,
                    plan.STATUS[plan.Drafted],
                    envelope.streamversion,
                    event.opened_on,
                    at,
                ),
            )
        case events.FileMoveRecorded():
            yield (
                "UPDATE plans SET org_path = %s, region = %s, status = CASE WHEN %s THEN %s ELSE status END,"
                " version = %s, changed_at = %s WHERE household = %s",
                (
                    *(event.org_path, event.region, event.approved_anew, plan.STATUS[plan.Drafted]),
                    *(envelope.streamversion, at, household),
                ),
            )
        case facts.ReferralSent():
            yield (
                "INSERT INTO referrals (referral, household, agency, due_on, status, changed_at)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                (event.referral, household, event.agency, event.due_on, referral.STATUS[referral.Sent], at),
            )
        case events.ReferralAnswered():
            yield _REFERRAL, (event.outcome, at, event.referral)
        case events.ReferralOverdue():
            yield _REFERRAL, (referral.STATUS[referral.Overdue], at, event.referral)
        case _ if type(event) in _PLAN:
            yield (
                f"UPDATE plans SET {_PLAN[type(event)]} version = %s, changed_at = %s WHERE household = %s",
                (envelope.streamversion, at, household),
            )


_REFERRAL = "UPDATE referrals SET status = %s, changed_at = %s WHERE referral = %s"

_PLAN: dict[type, str] = {
    facts.PlanDrafted: "",
    facts.PlanApproved: f"status = '{plan.STATUS[plan.Approved]}',",
    facts.HelperNamed: "helper_named = true, helper_overdue = false,",
    facts.ReliefReached: "relief_reached = true,",
    facts.ExitProposed: "exit_proposed = true,",
    facts.ExitWithdrawn: "exit_proposed = false,",
    events.HelperOverdue: "helper_overdue = true,",
    events.FileChangeRecorded: "",
    events.CategoryRecorded: "",
    events.PlanRedrafted: f"status = '{plan.STATUS[plan.Drafted]}',",
    events.MonthRecorded: "",
    events.DifficultyJudged: "",
    events.DifficultyLapsed: "",
    events.PlanClosed: f"status = '{plan.STATUS[plan.Closed]}',",
}
"""What each event of a plan's stream sets beside the version."""
