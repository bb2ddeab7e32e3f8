"""Why a household was proposed for a category or for none, in sentences that a case worker can read aloud."""

from typing import Any

from chassis import access
from chassis.http.principal import Principal
from chassis.store import Loaded
from contracts.intake import ApplicationRejected, FileMoved
from kernel.errors import DomainError
from kernel.personal import Withheld
from policies.documents.profile import Profile
from policies.errors import FactError
from policies.explanation import refusal
from policies.traceability.clauses import clauses
from services.intake.domain.events import CategoryProposed
from services.intake.domain.household.states import Applied, Rejected, status_of
from services.intake.handlers import disclosure, laws, views
from services.intake.handlers.changes import load_own
from services.intake.handlers.judgement import law_of
from services.intake.resources import Resources


def explain(resources: Resources, principal: Principal, household: str) -> dict[str, Any]:
    """The latest proposal, with the facts and parameters that it rested on. Names and numbers of people stay out.

    A portal reads its own applications' alone, and the conditions without what agencies told.
    """
    sees_facts = bool(principal.roles & disclosure.SEES_FACTS)
    with resources.store.transaction() as transaction:
        loaded = load_own(transaction, principal, household)
        proposed = views.last_proposal(loaded)
        if proposed is None:
            raise DomainError("nothing_proposed_yet")
        as_then = laws.kept_law(transaction, proposed.profile_version)
    today = law_of(resources, loaded.state)
    found = reasons(as_then or today, loaded, proposed)
    rejected = _rejection(loaded, proposed.profile)
    access.record(resources, principal, household, "explanation")
    return {
        "household": household,
        "status": status_of(loaded.state),
        "proposal": proposed.proposal,
        "judged_on": proposed.judged_on.isoformat(),
        "profile_version": proposed.profile_version,
        "parameters_version": proposed.parameters_version,
        "rejected": rejected,
        "explanation": found.to_dict() if sees_facts else None,
        "chinese": [*_before(proposed, as_then, today, rejected), *found.chinese(sees_facts)],
    }


def reasons(law: Profile, loaded: Loaded[Applied], proposed: CategoryProposed) -> refusal.Refusal:
    if isinstance(proposed.facts, Withheld):
        raise DomainError("household_erased")
    if proposed.parameters is None:
        raise DomainError("proposed_without_parameters")
    facts = {**proposed.facts, "region": _region_then(loaded, proposed)}
    try:
        return refusal.explain(law, facts, proposed.parameters)
    except FactError as bad:
        raise DomainError("facts_unusable", fact=bad.name) from bad


def _region_then(loaded: Loaded[Applied], proposed: CategoryProposed) -> str:
    """Where the household was when it was proposed; it may have moved since."""
    at = next(place for place, one in enumerate(loaded.recorded) if one.event is proposed)
    moves = (one.event for one in loaded.recorded[at:] if isinstance(one.event, FileMoved))
    return next((move.from_region for move in moves), loaded.state.case.region)


def _rejection(loaded: Loaded[Applied], profile: str) -> dict[str, Any] | None:
    """The clause that the reviewer named, in its own words; empty where it is none of the document's (一户一档)."""
    rejections = [item.event for item in loaded.recorded if isinstance(item.event, ApplicationRejected)]
    if not (isinstance(loaded.state, Rejected) and rejections):
        return None
    last = rejections[-1]
    text = clauses(profile).get(last.clause, "")
    return {"clause": last.clause, "against_proposal": last.against_proposal, "text": text}


def _before(
    proposed: CategoryProposed, as_then: Profile | None, today: Profile, rejected: dict[str, Any] | None
) -> list[str]:
    """What must be said first: a person's own decision, and that the document has changed since."""
    sentences = []
    if rejected is not None:
        against = "（与系统建议不一致）" if rejected["against_proposal"] else ""
        sentences.append(f"审核人依据{rejected['clause']}不予批准{against}。")
    if today.version != proposed.profile_version:
        by = "现行规则" if as_then is None else "作出建议时的规则"
        sentences.append(f"作出建议以后，适用文件的规则已有改动；以下按{by}说明。")
    return sentences
