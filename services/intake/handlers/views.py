"""How a household's state is shown; money in yuan. Masking is the default, and the only way for most."""

from datetime import date
from typing import Any

import msgspec

from chassis.amounts import in_yuan
from chassis.http.principal import Principal
from chassis.store import Loaded
from contracts.intake import Member
from kernel import resident_id
from kernel.masked_name import masked_name
from kernel.organisation import Organisations
from kernel.personal import Withheld
from kernel.subject import is_same
from kernel.visits import VISIT_FACTS
from services.intake.domain.events import CategoryProposed, ChangeProposed, RearrangementProposed, Values
from services.intake.domain.household.changed_file import consent_missing
from services.intake.domain.household.states import (
    Applied,
    Blocked,
    Case,
    Closed,
    OnNotice,
    Open,
    Recheck,
    State,
    UnderSecondReview,
    status_of,
)
from services.intake.domain.household.visit import contradicted
from services.intake.domain.missing_for_papers import missing_for_papers
from services.intake.handlers import visits
from services.intake.projections.queries import Household

ABOUT_OTHERS = ("applicant_elsewhere", "member_elsewhere")
"""Flags that tell of another application or file: a portal could ask by applying whether somebody is a client."""

SEES_OTHERS = {"reviewer", "auditor"}


def flags(row: Household, principal: Principal) -> list[str]:
    """Of other applications and files nothing to who applied: they do not decide, and could ask by applying."""
    sees_others = principal.roles & SEES_OTHERS and not is_same(row.applied_by, principal.subject)
    return [flag for flag in row.flags if sees_others or flag not in ABOUT_OTHERS]


def masked(
    loaded: Loaded[Applied], row: Household, principal: Principal, today: date, *, with_facts: bool
) -> dict[str, Any]:
    state = loaded.state
    case = state.case
    return {
        "household": row.household,
        "org_path": case.org_path,
        "region": case.region,
        "profile": case.profile,
        "status": status_of(state),
        "version": loaded.version,
        "flags": flags(row, principal),
        "submitted_on": case.submitted_on.isoformat(),
        "previous_household": case.previous_household,
        "round": case.round,
        "items": list(case.items),
        "consent": {
            "reference": case.consent.reference,
            "signed_on": case.consent.signed_on.isoformat(),
            "valid_until": case.consent.valid_until.isoformat(),
            "items": list(case.consent.items),
            "form_version": case.consent.form_version or None,
            "purposes": list(case.consent.purposes),
            "guardians": [{"member": child, "guardian": by} for child, by in case.consent.guardians],
            "missing": missing_signatures(case, today),
        },
        "members": members(case),
        "warnings": [*warnings(state), *(seen_otherwise(state) if with_facts else [])],
        "visits": visits.shown(loaded.recorded) if with_facts else [],
        "missing_for_papers": list(missing_for_papers(case.details)),
        "proposal": _proposal(last_proposal(loaded), with_facts),
        "second_signature": _waiting(state) if with_facts else None,
        "sheets": [
            {
                "sheet": one.number,
                "round": one.round,
                "shown_on": one.shown_on.isoformat(),
                "taken_down_on": one.taken_down_on.isoformat() if one.taken_down_on else None,
            }
            for one in case.sheets
        ],
        **_of_the_state(state, principal),
    }


def warnings(state: Applied) -> list[dict[str, Any]]:
    """What whoever decides next is told before they do, in words."""
    unseen = isinstance(state, OnNotice | Blocked) and not state.case.hung
    if not (unseen or (isinstance(state, Blocked) and state.not_shown)):
        return []
    zh, en = _NOT_HUNG_YET if isinstance(state, OnNotice) else _NEVER_HUNG
    return [{"code": "notice_not_shown", "texts": {"zh": zh, "en": en}}]


def seen_otherwise(state: Applied) -> list[dict[str, Any]]:
    """走访: what two people saw otherwise than is declared now."""
    facts = contradicted(state.case)
    if not facts:
        return []
    named = "、".join(VISIT_FACTS[fact] for fact in facts)
    zh = f"走访所见与申报不符：{named}。据此作出的决定须复核。"
    en = f"A visit found otherwise than is declared: {', '.join(facts)}. A decision for the household takes two."
    return [{"code": "visit_contradicts", "texts": {"zh": zh, "en": en}}]


_NOT_HUNG_YET = (
    "公示尚未登记张贴：期满前请张贴并登记，否则将按“公示期内未登记张贴”提示并列入督办。",
    "No sheet of the notice is on record: hang one before its days are over, or the file is marked for supervisors.",
)
_NEVER_HUNG = (
    "公示期内未登记张贴：建档前请核实是否张贴；当地要求张贴的，须补挂并满公示天数。",
    "No sheet of the notice hung for its days: ask whether one did; where the place asks for it, hang one first.",
)


def details(state: Applied) -> Any:
    """Everything personal, as declared; money in yuan. None once erased."""
    known = state.case.details
    if isinstance(known, Withheld):
        return None
    return in_yuan(msgspec.to_builtins(known))


def missing_signatures(case: Case, today: date) -> list[str]:
    """Adults (tokens) whom nobody may ask about: who joined, or came of age, and has not signed themselves."""
    return [] if isinstance(case.details, Withheld) else list(consent_missing(case, today))


def changes(loaded: Loaded[State]) -> list[dict[str, Any]]:
    """What each proposed change says, in the words of the form; for whom the personal data are opened."""
    proposed = [one.event for one in loaded.recorded if isinstance(one.event, ChangeProposed)]
    return [
        {
            "change": one.change,
            "kind": one.kind,
            "before": _values(one.before),
            "after": _values(one.after),
            "reason": None if isinstance(one.reason, Withheld) else one.reason,
        }
        for one in proposed
    ]


def _values(values: Values | Withheld) -> dict[str, Any] | None:
    """Only what is said; money in yuan."""
    if isinstance(values, Withheld):
        return None
    said: dict[str, Any] = in_yuan(
        {name: value for name, value in msgspec.to_builtins(values).items() if value is not None}
    )
    return said


def blockers(state: State) -> tuple[tuple[str, str], ...]:
    """(member, the household whose open file claims them)."""
    return state.others if isinstance(state, Blocked) else ()


def holders(state: State) -> set[str]:
    return {household for _, household in blockers(state)}


def holder(
    token: str, household: str, org_path: str | None, principal: Principal, offices: Organisations
) -> dict[str, Any]:
    """Across scopes only whom to call is told, never which household it is."""
    office = offices.office(org_path) if org_path else None
    seen = org_path is not None and principal.covers(org_path)
    return {
        "member": token,
        "household": household if seen else None,
        "office": {"name": office.name, "phone": office.phone} if office else None,
    }


def last_proposal(loaded: Loaded[State]) -> CategoryProposed | None:
    proposals = [item.event for item in loaded.recorded if isinstance(item.event, CategoryProposed)]
    return proposals[-1] if proposals else None


def members(case: Case) -> list[dict[str, Any]]:
    """Masked; of an erased household their tokens alone."""
    known = case.details
    if isinstance(known, Withheld):
        return [{"token": token} for token in case.members]
    return [_member(member) for member in known.members if member.token in case.members]


def _member(member: Member) -> dict[str, Any]:
    return {
        "token": member.token,
        "relation": member.relation,
        "name": masked_name(member.name),
        "id_number": resident_id.mask(member.id_number),
    }


def _proposal(proposed: CategoryProposed | None, with_facts: bool) -> dict[str, Any] | None:
    if proposed is None:
        return None
    shown: dict[str, Any] = {
        "category": proposed.proposal,
        "missing": list(proposed.missing),
        "undecided": list(proposed.undecided),
        "complete": proposed.complete,
        "unanswered": list(proposed.unanswered),
        "profile_version": proposed.profile_version,
        "parameters_version": proposed.parameters_version,
        "judged_on": proposed.judged_on.isoformat(),
    }
    if with_facts and not isinstance(proposed.trace, Withheld):
        shown |= {"trace": proposed.trace, "provenance": proposed.provenance}
    return shown


def _waiting(state: State) -> dict[str, Any] | None:
    """What a second reviewer is asked to sign, with the reason that the first gave; None when nothing waits."""
    match state:
        case UnderSecondReview(decision=waiting):
            what = {"act": waiting.decision, "category": waiting.category, "clause": waiting.clause or None}
            reason = waiting.reason
        case Open(closing=waiting) if waiting is not None:
            what, reason = {"act": f"close_as_{waiting.closing}", "clause": waiting.clause or None}, waiting.text
        case Open(recheck=Recheck(keeping=waiting)) if waiting is not None:
            what = {"act": "keep", "category": waiting.category, "clause": waiting.clause}
            reason = waiting.reason
        case _:
            return None
    known = None if isinstance(reason, Withheld) else reason
    return {**what, "grounds": list(waiting.grounds), "by": waiting.by, "reason": known}


def _rearrangement(waiting: RearrangementProposed | None, principal: Principal) -> dict[str, Any] | None:
    """The other file's id is told to reviewers and auditors alone, as flags about others are."""
    if waiting is None:
        return None
    return {
        "rearrangement": waiting.rearrangement,
        "kind": waiting.kind,
        "into": waiting.into if principal.roles & SEES_OTHERS else None,
        "persons": list(waiting.persons),
        "by": waiting.by,
    }


def _recheck(recheck: Recheck | None) -> dict[str, Any] | None:
    if recheck is None:
        return None
    reported = recheck.proposed is not None
    return {
        "round": recheck.round,
        "reasons": list(recheck.reasons),
        "items": list(recheck.items),
        "reported": reported,
    }


def _of_the_state(state: State, principal: Principal) -> dict[str, Any]:
    match state:
        case OnNotice():
            notice = {"first_day": state.first_day.isoformat(), "last_day": state.last_day.isoformat()}
            return {"category": state.category, "notice": notice}
        case Blocked():
            near = list(state.near) if principal.roles & SEES_OTHERS else []
            return {"category": state.category, "near_duplicates": near}
        case Open():
            return {
                "category": state.category,
                "opened_on": state.opened_on.isoformat(),
                "file_number": state.number,
                "exit_rule": state.exit_rule,
                "rearrangement": _rearrangement(state.rearrangement, principal),
                "changes_waiting": [change.change for change in state.pending],
                "moving": {"move": state.moving.move, "to": state.moving.to_org_path} if state.moving else None,
                "recheck": _recheck(state.recheck),
                "recheck_due_on": state.recheck_due_on.isoformat() if state.recheck_due_on else None,
            }
        case Closed():
            into = state.merged_into if principal.roles & SEES_OTHERS else None
            return {"closed_as": state.reason, "merged_into": into}
        case _:
            return {}
