"""From causes, category and wishes to the measures of a plan, by the profile that keeps the file."""

from collections.abc import Callable, Sequence
from typing import Final

from contracts.assistance import Measure
from contracts.intake import Person, Situation
from kernel.aid_kinds import PAID_TO, RECEIVER, AidKind, Receiver
from kernel.errors import DomainError
from policies.documents import document
from policies.documents.profile import Profile
from policies.judgement import routing
from services.assistance.domain.plan.decisions import HOUSEHOLD, MONEY, REFERRAL


def draft(profile: Profile, category: str, situation: Situation) -> tuple[Measure, ...]:
    """The money measures that the household asks for and routing leaves out, then what routing leads to.

    Raises `file_unroutable` for a cause or category that the profile does not know.
    """
    try:
        known = {**situation.facts, **_employment(situation.people)}
        routed = routing.measures(profile, _main_first(situation), category, known)
    except (KeyError, ValueError) as unknown:
        raise DomainError("file_unroutable", profile=profile.id) from unknown
    kinds = {measure.aid_kind for measure in routed if measure.means == MONEY}
    wanted = [
        measure
        for need in situation.needs
        for measure in profile.document.measures
        if measure.means == MONEY and measure.aid_kind == need and need not in kinds
    ]
    place = profile.id.partition("-")[0]
    return tuple(_measure(measure, place, situation.people) for measure in [*wanted, *routed])


def beneficiaries(aid_kind: str, people: Sequence[Person]) -> tuple[str, ...]:
    """Who receives aid of this kind: those in school, those seriously ill, those able to work; else everybody."""
    receives = _RECEIVES[RECEIVER[AidKind(aid_kind)]]
    return tuple(person.token for person in people if receives(person))


def recipient_elsewhere(profile: Profile, aid_kind: str) -> str | None:
    """Who gets the money of this kind in the household's stead: by the document, or by what the kind is."""
    named = {
        measure.recipient or HOUSEHOLD
        for measure in profile.document.measures
        if measure.means == MONEY and measure.aid_kind == aid_kind
    }
    if not named:
        return PAID_TO.get(AidKind(aid_kind))
    return None if HOUSEHOLD in named else min(named)


_RECEIVES: Final[dict[Receiver, Callable[[Person], bool]]] = {
    Receiver.HOUSEHOLD: lambda person: True,
    Receiver.IN_SCHOOL: lambda person: person.school_stage is not None,
    Receiver.SERIOUSLY_ILL: lambda person: person.health == "seriously_ill",
    Receiver.ABLE_TO_WORK: lambda person: bool(person.can_work),
}


def _measure(measure: document.Measure, place: str, people: Sequence[Person]) -> Measure:
    return Measure(
        id=measure.id,
        means=measure.means,
        clause=f"{place} §{measure.clause}",
        leads=measure.lead,
        responsible=measure.responsible,
        refer_to=_taken_by(measure) if measure.means == REFERRAL else None,
        aid_kind=measure.aid_kind,
        beneficiaries=beneficiaries(measure.aid_kind, people) if measure.aid_kind else (),
        recipient=measure.recipient,
    )


def _taken_by(measure: document.Measure) -> str:
    """Our agency for it; without one, who leads by the text, or who alone is named."""
    return str(measure.refer_to) if measure.refer_to else next(iter((*measure.lead, *measure.responsible)))


def _employment(people: Sequence[Person]) -> dict[str, int]:
    """Of the household as it applied: what measures ask that are for a family in which nobody works."""
    working = sum(person.employment in ("employed", "flexible", "sick_leave") for person in people)
    return {"can_work": sum(person.can_work for person in people), "employed_members": working}


def _main_first(situation: Situation) -> list[str]:
    return list(dict.fromkeys([situation.primary_cause, *situation.causes]))
