"""Intake tells of an application, papers after a return, an objection or a re-check: a round of questions begins."""

from collections.abc import Iterable
from datetime import date

from chassis.codec import Recorded
from chassis.store import Transaction, Unit
from chassis.use_case import because_of
from contracts import intake
from kernel import answer_ages as kernel_ages
from kernel import calendar
from kernel.answer_terms import ANSWER_WORKING_DAYS, REMINDED_BEFORE, REMINDED_WORKING_DAYS_BEFORE, term_of
from kernel.consent_forms import Purpose
from kernel.errors import DomainError
from kernel.fen import a_month_of
from kernel.personal import Withheld
from services.verification.domain import answer_ages, events, inquiry_name, rules
from services.verification.domain.commands import Open
from services.verification.domain.inquiry.sides import contradicted
from services.verification.domain.inquiry.start import open_inquiry
from services.verification.domain.inquiry.states import NotOpened, Reported, State, Stopped, Waiting
from services.verification.domain.item_states import Answered
from services.verification.handlers import directory, leads
from services.verification.handlers.inquiries import load, unit_of
from services.verification.handlers.questions import by_agency, hash_of, rendered
from services.verification.projections import parameters
from services.verification.resources import Resources

AnotherRound = intake.ApplicationResubmitted | intake.ObjectionRaised | intake.RecheckBegun
Round = intake.ApplicationSubmitted | AnotherRound


def on_application_submitted(
    resources: Resources, transaction: Transaction, recorded: Recorded[intake.ApplicationSubmitted]
) -> Unit | None:
    event = recorded.event
    opened = _open(resources, transaction, recorded, event, 1, event.org_path, event.region, ())
    return leads.met(resources, transaction, recorded, opened)


def on_another_round(resources: Resources, transaction: Transaction, recorded: Recorded[AnotherRound]) -> Unit | None:
    """Resubmitted, objected or checked again: what is not asked again is taken from the round before, and what had no
    answer there is asked again, or the household's word would stand for it."""
    event = recorded.event
    if isinstance(event.details, Withheld):
        return None  # shredded meanwhile, as the rounds before may have been
    before: State = load(transaction, inquiry_name.of(recorded.envelope.subject, event.round - 1)).state
    if isinstance(before, NotOpened):
        raise DomainError("earlier_round_unknown", round=event.round - 1)
    opened, open_to_doubt = before.opened, contradicted(before)
    anew = (*open_to_doubt, *_without_answer(before, event.items))
    return _open(
        resources,
        transaction,
        recorded,
        event,
        event.round,
        opened.org_path,
        opened.region,
        tuple(each for each in _answers_of(before) if each.item not in open_to_doubt),
        anew,
    )


def _open(
    resources: Resources,
    transaction: Transaction,
    recorded: Recorded[Round],
    event: Round,
    round: int,
    org_path: str,
    region: str,
    earlier: tuple[events.Earlier, ...],
    anew: tuple[str, ...] = (),
) -> Unit | None:
    if isinstance(event.details, Withheld):
        return None  # shredded meanwhile: nobody is asked about
    household = recorded.envelope.subject
    stream, asked_at = inquiry_name.of(household, round), resources.clock.now()
    today = calendar.business_date(asked_at)
    known = [*event.items, *(each.item for each in earlier)]
    stand_ins, ages = _set_there(transaction, known, region, today)
    items = event.items
    if not (isinstance(event, intake.RecheckBegun) and "moved" in event.reasons):  # another law needs other items
        items = tuple(dict.fromkeys((*items, *anew, *answer_ages.too_old(earlier, ages, stand_ins, today))))
    declared, consent = declaration(event.details), _consent(event.consent)
    persons = rules.persons_covered(consent, declared)
    offices = directory.in_charge(resources, transaction.connection, items, region, today)
    terms = _terms(transaction, items, region, today)
    purpose: Purpose = "recheck" if isinstance(event, intake.RecheckBegun) else "verification"
    questions = rules.questions_allowed(stream, items, consent, persons, today, offices, terms, purpose)
    command = Open(
        round=round,
        org_path=org_path,
        region=region,
        items=items,
        consent=consent,
        persons=persons,
        questions=questions,
        hashes={
            question.item: asked
            for together in by_agency(questions)
            for asked in [hash_of(rendered(stream, together, declared, persons, consent, asked_at, purpose))]
            for question in together
        },
        declared=declared,
        earlier=answer_ages.to_keep(earlier, items, stand_ins),
        today=today,
        due_on=rules.last_due_day(questions, today),
        asked_at=asked_at,
        offices=offices,
        purpose=purpose,
        stand_ins={item: stand_ins[item] for item in items if item in stand_ins},
    )
    loaded = load(transaction, stream)
    decided = open_inquiry(command, loaded.state)
    return unit_of(resources, because_of(resources, recorded), household, stream, loaded, decided) if decided else None


def _without_answer(state: Waiting | Reported | Stopped, items: tuple[str, ...]) -> list[str]:
    return [
        item
        for item, standing in state.items.items()
        if item not in items and not (isinstance(standing, Answered) and not isinstance(standing.records, Withheld))
    ]


def _terms(transaction: Transaction, items: tuple[str, ...], region: str, today: date) -> dict[str, rules.Term]:
    """Item -> its term in that place, by working days."""
    names = [REMINDED_BEFORE, *(term_of(item) for item in items)]
    given = parameters.in_force(transaction.connection, names, region, today)
    before = int(given.get(REMINDED_BEFORE, REMINDED_WORKING_DAYS_BEFORE))

    def term(days: int) -> rules.Term:
        reminded = calendar.add_working_days(today, days - before) if 0 < before < days else None
        return rules.Term(calendar.add_working_days(today, days), reminded)

    return {item: term(int(given.get(term_of(item), ANSWER_WORKING_DAYS))) for item in items}


def _set_there(
    transaction: Transaction, items: Iterable[str], region: str, today: date
) -> tuple[dict[str, str], dict[str, int]]:
    """What the place says of missing and of old answers, item by item."""
    wanted = list(dict.fromkeys(items))
    names = [name for item in wanted for name in (kernel_ages.age_of(item), kernel_ages.stand_in_of(item))]
    found = parameters.in_force(transaction.connection, names, region, today)
    stand_ins = {item: found[name] for item in wanted if (name := kernel_ages.stand_in_of(item)) in found}
    ages = {item: int(found[name]) for item in wanted if (name := kernel_ages.age_of(item)) in found}
    return stand_ins, ages


def _answers_of(state: Waiting | Reported | Stopped) -> tuple[events.Earlier, ...]:
    """Those of this round and those that it took from the rounds before."""
    return (*_answered(state), *_unanswered(state))


def _unanswered(state: Waiting | Reported | Stopped) -> tuple[events.Earlier, ...]:
    """What was known before of items that nobody answered in this round: it may stand in once more. What was taken back
    may not."""
    if isinstance(state.opened.earlier, Withheld):
        return ()
    return tuple(each for each in state.opened.earlier if answer_ages.has_no_answer(state.items[each.item]))


def _persons(state: Waiting | Reported | Stopped, item: str) -> tuple[str, ...]:
    if any(question.item == item for question in state.opened.questions) or isinstance(state.opened.earlier, Withheld):
        return state.opened.persons
    return next((each.persons for each in state.opened.earlier if each.item == item), ())


def _answered(before: Waiting | Reported | Stopped) -> tuple[events.Earlier, ...]:
    return tuple(
        events.Earlier(
            item=item,
            agency=rules.office_of(before.opened, item),
            received_on=standing.received_on,
            records=standing.records,
            source=standing.source,
            persons=_persons(before, item),
        )
        for item, standing in before.items.items()
        if isinstance(standing, Answered) and not isinstance(standing.records, Withheld)
    )


def _consent(given: intake.Consent) -> events.Consent:
    return events.Consent(
        reference=given.reference,
        signed_on=given.signed_on,
        valid_until=given.valid_until,
        items=given.items,
        persons=given.persons,
        form_version=given.form_version,
        purposes=given.purposes,
    )


def declaration(details: intake.Details) -> events.Declaration:
    said = details.declared
    return events.Declaration(
        members=tuple(_member(member) for member in details.members),
        on_dibao=said.on_dibao,
        relief_monthly=said.relief_monthly,
        hardship_expenditure_monthly=said.hardship_expenditure_monthly,
        causes=said.causes,
        primary_cause=said.primary_cause,
        union_member=said.union_member,
        migrant_worker=said.migrant_worker,
        single_parent=said.single_parent,
        sudden_event=said.sudden_event,
        contract_months=said.contract_months,
        restructuring_affected=said.restructuring_affected,
        employer_kind=details.employer.kind,
        employer_region=details.employer.region,
        restructuring_kind=said.restructuring_kind,
        wage_is_main_income=said.wage_is_main_income,
        lives_long_term_in_city=said.lives_long_term_in_city,
        union_region=said.union_region,
        other_income_monthly=a_month_of(said.other_income_yearly or 0),
        owned=_owned(details.owned) if details.owned else None,
    )


def _owned(said: intake.DeclaredProperty) -> events.Owned:
    """As sums, which is what registers are held against."""
    houses = said.houses
    return events.Owned(
        houses=_count(houses),
        house_area_m2=None if houses is None else sum(house.area_m2 for house in houses),
        vehicles=_count(said.vehicles),
        firms=_count(said.firms),
        deposits_band=said.deposits_band,
        housing_fund_base=said.housing_fund_base,
    )


def _count(listed: tuple[object, ...] | None) -> int | None:
    return None if listed is None else len(listed)


def _member(member: intake.Member) -> events.Member:
    return events.Member(
        token=member.token,
        id_number=member.id_number,
        birth_date=member.birth_date,
        relation=member.relation,
        can_work=member.can_work,
        employment=member.employment,
        school_stage=member.school_stage,
        monthly_income=member.monthly_income,
        health=member.health,
        disability=member.disability,
    )
