"""申请: an application is taken whole or refused with every flaw; papers come after a return; a withdrawal."""

from collections.abc import Iterable
from datetime import date

from chassis import commands
from chassis.acting import by_person
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.http.refusals.errors import FieldError, Problem
from chassis.ids import uuid7
from chassis.store import Transaction, Unit
from policies.documents.regions import items_needed
from services.intake.domain.commands import Resubmit, Submit, Withdraw
from services.intake.domain.household import applying
from services.intake.form.body import ApplicationForm
from services.intake.form.checks import Surroundings, flaws_in
from services.intake.form.sound import Sound, sound
from services.intake.handlers.changing import change, load, load_seen, unit_of
from services.intake.projections import queries
from services.intake.resources import Resources


def submit(resources: Resources, call: Call, form: ApplicationForm) -> bytes:
    """The household's id and key are made before the first append; a key without household is harmless."""
    day = resources.today()
    refuse(flaws(resources, call.principal, form, day))
    application = sound(form, day, resources.vault.token)
    household = uuid7()
    resources.vault.create(household)

    def build(transaction: Transaction) -> Unit:
        loaded = load(transaction, household)
        elsewhere = queries.elsewhere(transaction.connection, application.members, household)
        command = submission(resources, form, application, day, flags_of(application, elsewhere))
        return unit_of(
            resources,
            by_person(resources, call.principal),
            household,
            loaded,
            applying.submit(command, loaded.state),
            call.key,
        )

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def resubmit(
    resources: Resources,
    call: Call,
    household: str,
    form: ApplicationForm,
) -> bytes:
    day = resources.today()

    def build(transaction: Transaction) -> Unit:
        loaded = load_seen(transaction, call.principal, household, call.expected)
        refuse(flaws(resources, call.principal, form, day))
        application = sound(form, day, resources.vault.token)
        command = Resubmit(
            org_path=form.org_path,
            region=form.region,
            account=application.account,
            consent=application.consent,
            details=application.details,
        )
        events = applying.resubmit(command, loaded.state)
        return unit_of(resources, by_person(resources, call.principal), household, loaded, events, call.key)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def withdraw(resources: Resources, call: Call, household: str, reason: str) -> bytes:
    return change(resources, call, household, lambda state: applying.withdraw(Withdraw(reason), state))


def flaws(resources: Resources, principal: Principal, form: ApplicationForm, day: date) -> list[FieldError]:
    """What is wrong with the form, in this place, on this day, for this caller."""
    profile = resources.laws.profile_for(form.region)

    def has_ended(household: str) -> bool:
        with resources.store.reading() as connection:
            return queries.has_ended(connection, principal.org_path, household)

    around = Surroundings(
        today=day,
        organisations=resources.organisations,
        covers=principal.covers,
        has_ended=has_ended,
        profile=profile,
        items_needed=items_needed(resources.laws.law(profile, form.region)) if profile else (),
    )
    return flaws_in(form, around)


def refuse(found: list[FieldError]) -> None:
    """One problem document that names every flaw; a region without a document is a refusal of its own."""
    if [flaw.code for flaw in found] == ["no_profile"]:
        raise Problem("no_profile", errors=tuple(found))
    if found:
        raise Problem("invalid_body", errors=tuple(found))


def submission(
    resources: Resources,
    form: ApplicationForm,
    application: Sound,
    day: date,
    flags: tuple[str, ...],
    import_id: str | None = None,
) -> Submit:
    profile = resources.laws.profile_for(form.region)
    assert profile is not None, "checked with the form"
    return Submit(
        org_path=form.org_path,
        region=form.region,
        profile=profile,
        channel="portal" if import_id is None else "roster",
        today=day,
        account=application.account,
        consent=application.consent,
        items=items_needed(resources.laws.law(profile, form.region)),
        details=application.details,
        previous_household=form.previous_household,
        import_id=import_id,
        flags=flags,
    )


def flags_of(application: Sound, elsewhere: Iterable[str]) -> tuple[str, ...]:
    """What a reviewer is told at the door; nobody is refused for it: the opening decides (docs/domain.md#overlap)."""
    found = set(elsewhere)
    applicant, *others = application.members
    flags = {"applicant_elsewhere": applicant in found, "member_elsewhere": bool(found & set(others))}
    return (*application.flags, *(flag for flag, seen in flags.items() if seen))
