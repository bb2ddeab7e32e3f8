"""授权书: its form by version, and a number for one that is about to be printed and signed."""

from typing import Any, Final

from chassis import commands
from chassis.http.call import Call
from chassis.http.refusals.errors import Problem
from chassis.store import Transaction, Unit
from chassis.streams import Streams
from chassis.turns import Turns
from chassis.use_case import response_of, unit_of_command
from kernel.consent_forms import FORMS
from services.intake.domain.consent_number import CONSENT_NUMBERS, issue
from services.intake.form.checks import flaw
from services.intake.resources import Resources

NUMBERS = Streams("consent-numbers", CONSENT_NUMBERS)
_turns: Final = Turns()
"""Of this process's threads for one union's numbers, so that none of them redoes its own in vain; other processes are
met by redoing."""


def forms() -> list[dict[str, Any]]:
    return [_shown(version) for version in FORMS]


def number(resources: Resources, call: Call, org_path: str, form_version: str) -> bytes:
    """For a form of the caller's union or one below it; a retry gets the number that it got."""
    if not call.principal.covers(org_path) or resources.organisations.get(org_path) is None:
        raise Problem("invalid_body", errors=(flaw("#/org_path", "organisation.unknown"),))
    year = resources.today().year
    of = f"{year}-{org_path.replace('/', '-')}"

    def build(transaction: Transaction) -> Unit:
        loaded = NUMBERS.load(transaction, of)
        issued = issue(org_path, year, form_version, loaded.state)
        response = response_of(number=issued.number, org_path=org_path, form=_shown(form_version))
        return unit_of_command(resources, call, [NUMBERS.change(of, loaded, NUMBERS.of(of), [issued])], response)

    with _turns.of(of):
        return commands.through_lane(resources.store, resources.lane, call.key, build)


def _shown(version: str) -> dict[str, Any]:
    form = FORMS[version]
    return {
        "form_version": version,
        "from": form.first_day.isoformat(),
        "items": sorted(form.items),
        "purposes": list(form.purposes),
    }
