"""What a household's report comes to, with no service running: its form, what agencies have on file, the facts."""

from collections.abc import Mapping
from datetime import date

from agencies.items_table import records
from agencies.population import Household, Population
from dci.questions import Person
from kernel.organisation import default
from policies.documents import regions
from services.intake.form.body import ApplicationForm
from services.intake.form.checked_application import checked_application
from services.intake.form.checks import FormContext, flaws_in
from services.verification.domain.events import Declaration
from services.verification.domain.evidence import Evidence
from services.verification.domain.item_states import Answered, Standing
from services.verification.domain.report import facts_of as told_by
from services.verification.handlers.rounds import declaration


def facts_of(one: Household, population: Population) -> dict[str, object]:
    """The facts under the law of the household's place, when every agency answers. The form has no flaw."""
    today, law = population.today, regions.table().law_at(one.body["region"])
    assert law is not None
    form = ApplicationForm.model_validate(one.body)
    context = FormContext(today, default(), one.union, True, law)
    assert flaws_in(form, context) == []
    asked = checked_application(form, law, today, lambda kind, value: value)
    evidence = _evidence(declaration(asked.details), one.body["region"], law.items, population)
    return {fact.name: fact.value for fact in told_by(evidence)}


def _evidence(declared: Declaration, region: str, items: tuple[str, ...], population: Population) -> Evidence:
    persons = [Person(id_number=member.id_number, token=member.token) for member in declared.members]
    return Evidence(
        declared=declared,
        region=region,
        persons=tuple(member.token for member in declared.members),
        items={item: _answer(item, persons, population.on_file, population.today) for item in items},
        opened_on=population.today,
        today=population.today,
    )


def _answer(
    item: str, persons: list[Person], on_file: Mapping[str, Mapping[str, Mapping[str, object]]], day: date
) -> Standing:
    return Answered(received_on=day, records=tuple(records(on_file, item, persons)))
