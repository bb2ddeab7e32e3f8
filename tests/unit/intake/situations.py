"""Given, when, then for a household: facts that happened, a command, the facts it leads to."""

from datetime import date
from functools import reduce
from typing import Any

from contracts import intake as facts
from services.intake.domain import events
from services.intake.domain.commands import Judgement, Notice, Propose, Signer
from services.intake.domain.household import evolve, initial
from services.intake.domain.household.states import State

TODAY = date(2026, 11, 2)
UNION = "44/4405/440507/longhu-dianzi"
ITEMS = ("dibao", "disability", "hukou", "marriage", "medical", "social_insurance", "student", "tax")


REVIEWER = Signer("reviewer")
SECOND = Signer("second reviewer")
APPLICANT = Signer("applicant", brought_in=True)


def given(*happened: object) -> State:
    return reduce(evolve, happened, initial())


def member(token: str, relation: str = "self", **changes: Any) -> facts.Member:
    return facts.Member(
        **{
            "token": token,
            "name": "陈测试",
            "id_number": "440590198501010014",
            "birth_date": date(1985, 1, 1),
            "relation": relation,
            "can_work": True,
            "employment": "laid_off",
            "monthly_income": 60_000,
            "health": "healthy",
            "disability": False,
            **changes,
        }
    )


def details(*members: facts.Member, **declared: Any) -> facts.Details:
    return facts.Details(
        members=members or (member("a"), member("b", "spouse")),
        declared=facts.Declared(
            **{
                "on_dibao": False,
                "relief_monthly": 0,
                "hardship_expenditure_monthly": 35_000,
                "causes": ("laid_off",),
                "primary_cause": "laid_off",
                "union_member": True,
                "migrant_worker": False,
                "single_parent": False,
                "sudden_event": False,
                "restructuring_affected": False,
                **declared,
            }
        ),
        contact=facts.Contact("19900000000", "虚构路1号"),
        account=facts.Account("虚构银行", "9999990000000000001"),
        employer=facts.Employer("虚构实业有限公司", "91440590900001009D", "enterprise"),
    )


CONSENT = facts.Consent(
    reference="GX-1", signed_on=TODAY, valid_until=date(2027, 12, 31), items=ITEMS, persons=("a", "b")
)

SUBMITTED = facts.ApplicationSubmitted(
    org_path=UNION,
    region="440507",
    profile="shantou-2016",
    channel="portal",
    submitted_on=TODAY,
    applicant="a",
    members=("a", "b"),
    account="account:1",
    consent=CONSENT,
    items=ITEMS,
    details=details(),
)


def judgement(proposal: str = "1", **changes: Any) -> Judgement:
    return Judgement(
        **{
            "profile": "shantou-2016",
            "profile_version": "p1",
            "parameters_version": "v1",
            "parameters": {"dibao_line": 100_000},
            "judged_on": TODAY,
            "proposal": proposal,
            "missing": (),
            "categories": ("1", "2", "3"),
            "trace": {"proposal": proposal},
            **changes,
        }
    )


def propose(proposal: str = "1", of_round: int = 1, unanswered: tuple[str, ...] = ()) -> Propose:
    return Propose(
        round=of_round,
        complete=not unanswered,
        unanswered=unanswered,
        facts={"household_income": 120_000},
        provenance={"household_income": "verified:tax"},
        judgement=judgement(proposal),
    )


def proposed(proposal: str = "1", of_round: int = 1, unanswered: tuple[str, ...] = (), **changes: Any) -> Any:
    judged = judgement(proposal, **changes)
    return events.CategoryProposed(
        round=of_round,
        profile=judged.profile,
        profile_version=judged.profile_version,
        parameters_version=judged.parameters_version,
        judged_on=judged.judged_on,
        proposal=proposal,
        complete=not unanswered,
        missing=judged.missing,
        unanswered=unanswered,
        parameters=judged.parameters,
        facts={"household_income": 120_000},
        provenance={"household_income": "verified:tax"},
        trace=judged.trace,
    )


APPROVED = facts.ApplicationApproved(category="1", against_proposal=False, reason="")
LAST_DAY = date(2026, 11, 9)
RECHECK = date(2027, 5, 10)
NOTICE = Notice(date(2026, 11, 3), LAST_DAY, provisional=False)
POSTED = facts.NoticePosted(first_day=NOTICE.first_day, last_day=LAST_DAY, provisional=False)
BLOCKED = facts.OpeningBlocked(others=(("b", "household-2"),))
ON_NOTICE = (SUBMITTED, proposed(), APPROVED, POSTED)


def opened(*members: str) -> facts.FileOpened:
    """The file of those members, opened the day after the notice."""
    people = tuple(
        facts.Person(token=each, relation="self" if each == "a" else "spouse", can_work=True, employment="laid_off",
                     health="healthy")
        for each in members
    )  # fmt: skip
    return facts.FileOpened(
        org_path=UNION,
        region="440507",
        profile="shantou-2016",
        category="1",
        opened_on=date(2026, 11, 10),
        discovered_on=TODAY,
        applicant="a",
        members=members,
        account="account:1",
        recheck_due_on=RECHECK,
        notice_shown=False,
        situation=facts.Situation(
            causes=("laid_off",),
            primary_cause="laid_off",
            people=people,
            account=facts.Account("虚构银行", "9999990000000000001"),
            holder="陈测试",
            facts={"household_income": 120_000, "dibao_line": 100_000} if "b" in members else {"dibao_line": 100_000},
        ),
    )


OPEN = (*ON_NOTICE, opened("a", "b"))
