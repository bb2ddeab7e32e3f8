"""The check of a form, whichever channel it came by: the law of its place is looked up once, and goes on with it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from psycopg import Connection

from chassis.http.principal import Principal
from chassis.http.refusals.errors import FieldError, Problem
from services.intake.domain.commands import CheckedApplication
from services.intake.form.body import ApplicationForm
from services.intake.form.checked_application import checked_application
from services.intake.form.checks import FormContext, flaws_in
from services.intake.projections import queries
from services.intake.resources import Resources

Reading = Callable[[], AbstractContextManager[Connection[Any]]]
"""Takes a connection only when there is something to ask: within a transaction it must be the transaction's own."""


def checked(resources: Resources, principal: Principal, form: ApplicationForm, reading: Reading) -> CheckedApplication:
    """Raises one problem document that names every flaw; a region without a document is a refusal of its own."""
    result = check(resources, principal, form, reading)
    if isinstance(result, CheckedApplication):
        return result
    no_document = [flaw.code for flaw in result] == ["no_profile"]
    raise Problem("no_profile" if no_document else "invalid_body", errors=tuple(result))


def check(
    resources: Resources, principal: Principal, form: ApplicationForm, reading: Reading
) -> CheckedApplication | list[FieldError]:
    """The application, or all that is wrong with the form, in this place, on this day, for this caller."""
    context = FormContext(
        today=resources.today(),
        organisations=resources.organisations,
        scope=principal.org_path,
        previous_has_ended=_has_ended(principal, form.previous_household, reading),
        law=resources.laws.law_at(form.region),
    )
    flaws = flaws_in(form, context)
    if flaws:
        return flaws
    assert context.law is not None, "a place without a law is a flaw"
    return checked_application(form, context.law, context.today, resources.vault.token)


def _has_ended(principal: Principal, previous_household: str | None, reading: Reading) -> bool:
    if previous_household is None:
        return True
    with reading() as connection:
        return queries.has_ended(connection, principal.org_path, previous_household)
