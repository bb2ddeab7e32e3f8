"""Parameters of the law: set by a federation for its own places, shown with what was known when."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from chassis import commands
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.store import Loaded, Transaction, Unit
from chassis.streams import Streams
from chassis.use_case import response_of, unit_of_command
from kernel.errors import DomainError
from kernel.organisation import county_of, place_of
from policies.errors import FactError
from policies.parameters import settable
from policies.parameters import table as parameters_table
from policies.parameters.book import VERSION, Entry, is_place, places_of
from services.intake.domain import parameter
from services.intake.domain.commands import SetParameter
from services.intake.domain.events import ParameterProposed
from services.intake.resources import Resources


class Wanted(Struct, frozen=True, kw_only=True):
    """One value for several places, as it was sent; `value` None unsets it from that day on."""

    name: str
    regions: tuple[str, ...]
    first_day: date
    value: str | int | None
    source: str


PARAMETERS = Streams("parameter", parameter.PARAMETER)
"""One stream for each name and region."""

Decide = Callable[[SetParameter, Loaded[parameter.State]], list[object]]


def propose(resources: Resources, call: Call, wanted: Wanted) -> bytes:
    """All places or none; the answer names those where it was news. It holds when somebody else has confirmed it."""
    return _carried_out(
        resources, call, wanted, "proposed", lambda asked, loaded: parameter.propose(asked, loaded.state)
    )


def confirm(resources: Resources, call: Call, wanted: Wanted) -> bytes:
    """All places or none, each as it was proposed: `parameter.not_proposed`, `parameter.confirmed_by_another`."""

    def decide(asked: SetParameter, loaded: Loaded[parameter.State]) -> list[object]:
        return parameter.confirm(asked, call.principal.subject, _proposer(loaded, asked.first_day), loaded.state)

    return _carried_out(resources, call, wanted, "changed", decide)


def waiting(resources: Resources, principal: Principal, region: str) -> dict[str, Any]:
    """What is proposed for the place, or for those above it, and waits for a second person.

    Who proposed it is told within the province alone: elsewhere nobody can confirm it.
    """
    _require_known(resources, region)
    named = principal.org_path.split("/")[0] == region[:2]
    names = sorted(settable.in_place(region, resources.laws))
    with resources.store.transaction() as transaction:
        streams = [PARAMETERS.load(transaction, f"{name}-{place}") for name in names for place in places_of(region)[1:]]
    items = [
        {
            "name": each.name,
            "region": each.region,
            "from": each.first_day.isoformat(),
            "value": each.value,
            "source": each.source,
            "proposed_by": _proposer(loaded, each.first_day) if named else None,
        }
        for loaded in streams
        for each in loaded.state.waiting.values()
    ]
    return {"region": region, "items": items}


def _proposer(loaded: Loaded[parameter.State], first_day: date) -> str | None:
    """Whose wish waits for that day: the actor of the last that was proposed for it."""
    proposed = [one for one in loaded.recorded if isinstance(one.event, ParameterProposed)]
    return next((one.envelope.actor for one in reversed(proposed) if one.event.first_day == first_day), None)


def _carried_out(resources: Resources, call: Call, wanted: Wanted, news: str, decide: Decide) -> bytes:
    asked = [_command(resources, call.principal, wanted, region) for region in dict.fromkeys(wanted.regions)]

    def build(transaction: Transaction) -> Unit:
        changes = []
        for command in asked:
            id = f"{command.name}-{command.region}"
            loaded = PARAMETERS.load(transaction, id)
            changes.append(PARAMETERS.change(id, loaded, PARAMETERS.of(id), decide(command, loaded)))
        happened = [command.region for command, change in zip(asked, changes, strict=True) if change.events]
        places = [command.region for command in asked]
        return unit_of_command(
            resources, call, changes, response_of(name=wanted.name, regions=places, **{news: happened})
        )

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def in_force(resources: Resources, region: str, day: date, known_at: datetime | None) -> dict[str, Any]:
    """What holds in a county on a day, as far as it was known then, or now."""
    _require_known(resources, region)
    with resources.store.reading() as connection:
        book = parameters_table.book_of(connection, region)
    return {
        "region": region,
        "on": day.isoformat(),
        "known_at": known_at.isoformat() if known_at else None,
        "version": book.in_force(region, day, known_at)[VERSION],
        "items": [shown(entry) for entry in book.holding(region, day, known_at)],
    }


def shown(entry: Entry) -> dict[str, Any]:
    """As written: yuan, multiples."""
    (region,) = entry.regions
    return {
        "name": entry.name,
        "kind": entry.kind,
        "region": region,
        "from": entry.first_day.isoformat(),
        "value": entry.value,
        "source": entry.source,
        "known_since": entry.known_since.isoformat() if entry.known_since else None,
    }


def _command(resources: Resources, principal: Principal, wanted: Wanted, region: str) -> SetParameter:
    _require_place(region)
    if not reaches(principal.org_path, region):
        raise Problem("parameter.out_of_reach", region=region)
    _require_known(resources, region)
    try:
        kind = settable.kind_of(wanted.name, region, wanted.value, resources.laws)
    except FactError as bad:
        if bad.code == "fact.unknown_name":
            known = ", ".join(sorted(settable.in_place(region, resources.laws)))
            raise DomainError("parameter.unknown", name=wanted.name, region=region, known=known) from bad
        raise DomainError("parameter.unusable", name=wanted.name) from bad
    earliest, latest = settable.days_of(region, resources.today(), resources.laws)
    if not earliest <= wanted.first_day <= latest:
        raise DomainError(
            "parameter.day_too_far", region=region, earliest=earliest.isoformat(), latest=latest.isoformat()
        )
    return SetParameter(
        name=wanted.name,
        kind=kind,
        region=region,
        first_day=wanted.first_day,
        value=wanted.value,
        source=wanted.source,
    )


def reaches(org_path: str, region: str) -> bool:
    """A federation sets what holds in its own province, prefecture or county; a union below it sets nothing."""
    return org_path == county_of(org_path) and region.startswith(place_of(org_path))


def _require_place(region: str) -> None:
    if not is_place(region):
        raise DomainError("parameter.region")


def _require_known(resources: Resources, region: str) -> None:
    """A county with a federation, as for an application, or a place above one."""
    if not any(county.startswith(region) for county in resources.organisations.regions):
        raise DomainError("region.unknown")
