"""What intake tells of a re-check, for services that only ask that there is one, and why."""

from datetime import date
from typing import Any

from contracts.intake import Account, Consent, Contact, Declared, Details, Employer, FileKept, RecheckBegun
from tests.support.service import START

DETAILS = Details(
    members=(),
    declared=Declared(
        on_dibao=False,
        relief_monthly=0,
        hardship_expenditure_monthly=0,
        causes=("laid_off",),
        primary_cause="laid_off",
        union_member=True,
        migrant_worker=False,
        single_parent=False,
        sudden_event=False,
        restructuring_affected=False,
    ),
    contact=Contact("", ""),
    account=Account("", ""),
    employer=Employer("", "", "enterprise"),
)
CONSENT = Consent(
    reference="GX-1", signed_on=START.date(), valid_until=date(2027, 12, 31), items=("tax",), persons=("person:a",)
)


def recheck_begun(**changes: Any) -> RecheckBegun:
    """An answer turned out otherwise."""
    told = {"round": 2, "reasons": ("corrected",), "items": (), "since": START.date()}
    return RecheckBegun(**{**told, "consent": CONSENT, "details": DETAILS, **changes})


def file_kept(**changes: Any) -> FileKept:
    told = {"org_path": "44/4405/440507/longhu-dianzi", "round": 2, "category": "1", "clause": "三(一)"}
    days = {"kept_on": START.date(), "recheck_due_on": date(2027, 5, 10)}
    return FileKept(**{**told, **days, "against_proposal": False, **changes})
