"""Application bodies of invented people (county codes that are assigned to nobody), and reports about them."""

from datetime import date
from typing import Any

from contracts.verification import Fact, ItemOutcome, ReportCompleted
from kernel.items import AGENCY, Item
from kernel.resident_id import check_digit

TODAY = date(2026, 11, 2)


def id_number(sequence: int, born: str = "19850101") -> str:
    seventeen = f"440590{born}{sequence:03d}"
    return seventeen + check_digit(seventeen)


def name(sequence: int) -> str:
    """Another one for each person; the first is the one that nobody may find."""
    return (
        "陈测试" if sequence == 1 else f"陈{''.join('零一二三四五六七八九'[int(digit)] for digit in f'{sequence:02d}')}"
    )


def member(sequence: int, relation: str = "self", **changes: Any) -> dict[str, Any]:
    return {
        "name": name(sequence),
        "id_number": id_number(sequence),
        "relation": relation,
        "can_work": True,
        "employment": "laid_off" if relation == "self" else "unemployed",
        "school_stage": None,
        "monthly_income": "600.00",
        "health": "healthy",
        "disability": False,
        **changes,
    }


def application(*sequences: int, **changes: Any) -> dict[str, Any]:
    """A couple by default; each sequence is one adult."""
    sequences = sequences or (1, 2)
    members = [member(sequence, "self" if place == 0 else "spouse") for place, sequence in enumerate(sequences)]
    return {
        "region": "440507",
        "org_path": "44/4405/440507/longhu-dianzi",
        "previous_household": None,
        "members": members,
        "declared": {
            "on_dibao": False,
            "relief_monthly": "0.00",
            "hardship_expenditure_monthly": "350.00",
            "causes": ["laid_off"],
            "primary_cause": "laid_off",
            "union_member": True,
            "migrant_worker": False,
            "single_parent": False,
            "sudden_event": False,
            "contract_months": None,
            "restructuring_affected": False,
        },
        "consent": {
            "reference": "GX-0001",
            "signed_on": "2026-11-01",
            "valid_until": "2027-10-31",
            "items": [item.value for item in Item],
            "signatories": list(range(len(members))),
        },
        "contact": {"phone": "19900000000", "address": "汕头市龙湖区虚构路1号"},
        "account": {"bank": "虚构银行", "number": f"999999000000000{sequences[0]:04d}"},
        "employer": {"name": "虚构实业有限公司", "credit_code": "91440590900001009D", "kind": "enterprise"},
        "needs": ["living_subsidy"],
        **changes,
    }


FACTS: dict[str, Any] = {
    "members": 2,
    "can_work": 2,
    "employed_members": 0,
    "household_income": 120_000,
    "relief_total": 0,
    "hardship_expenditure_total": 35_000,
    "on_dibao": False,
    "employment": "laid_off",
    "migrant_worker": False,
    "union_member": True,
    "cause_laid_off": True,
    "cause_illness": False,
    "cause_serious_illness": False,
}
"""Below the line: category 1 of shantou-2016."""


def report(round_: int = 1, complete: bool = True, silent: tuple[str, ...] = (), **changes: Any) -> ReportCompleted:
    known = {**FACTS, **changes}
    return ReportCompleted(
        round=round_,
        complete=complete,
        items=tuple(
            ItemOutcome(item=item, agency=AGENCY[item], outcome="no_answer" if item in silent else "matched")
            for item in Item
        ),
        comparisons=(),
        facts=tuple(Fact(name=n, value=v, provenance="verified:x", as_of=TODAY) for n, v in known.items()),
    )
